from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from core import addresses, known, logs, schema


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        addresses.register()
        connection_created.connect(logs.watch_statements, dispatch_uid="logs.watch_statements")
        checks.register(schema.check_layouts, checks.Tags.database)
        pre_migrate.connect(known.drop_views, dispatch_uid="known.drop_views")
        post_migrate.connect(known.create_views, dispatch_uid="known.create_views")
