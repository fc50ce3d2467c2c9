from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate

from core import addresses, known, schema


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        addresses.register()
        checks.register(schema.check_layouts, checks.Tags.database)
        pre_migrate.connect(known.take_away, dispatch_uid="known.take_away")
        post_migrate.connect(known.make, dispatch_uid="known.make")
