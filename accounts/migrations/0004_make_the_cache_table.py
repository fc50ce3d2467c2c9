"""The table that the cache lies in: log-in attempts are counted there, so a database without it lets nobody in."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_let_the_office_give_first_passwords")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
