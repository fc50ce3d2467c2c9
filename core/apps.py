from django.apps import AppConfig

from core import addresses


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        addresses.register()
