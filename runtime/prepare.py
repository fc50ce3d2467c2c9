"""What a start does before it serves: tables, static files, and on the very first start the sample province with its users."""

import contextlib
import io
import os
import sys

import django
from django.apps import apps
from django.core.management import call_command, get_commands
from django.db import transaction

from runtime import restore, sample


def _fill() -> None:
    print("Nhập tỉnh mẫu (dữ liệu hư cấu)… / Importing the sample province (invented)…", flush=True)
    call_command("import_workbook", str(sample.WORKBOOK))
    said = io.StringIO()
    with transaction.atomic():  # no users without their passwords on record
        call_command("sample_users", stdout=said)
        with open(os.open(sample.logins(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(said.getvalue())
    call_command("refresh_flags")
    call_command("sample_directions")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    restore.finish()  # where a machine stopped within one
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("collectstatic", interactive=False, verbosity=0)
    if not apps.get_model("accounts", "User").objects.exists():
        if sample.wanted() and sample.WORKBOOK.exists() and {"import_workbook", "sample_users", "refresh_flags", "sample_directions"} <= get_commands().keys():
            _fill()
        else:
            print(
                "Chưa có người dùng. Tạo quản trị viên đầu tiên: deploy/nen-nep manage createsuperuser (đã cài: sudo nen-nep manage createsuperuser)\n"
                "There are no users yet. Make the first administrator: deploy/nen-nep manage createsuperuser (installed: sudo nen-nep manage createsuperuser)",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
