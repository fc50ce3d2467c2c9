"""`manage.py export_workbook FILE`: all records as the workbook that import reads back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from exchange.services import exports


class Command(BaseCommand):
    help = "Export all records as a workbook (.xlsx) that import_workbook reads back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            exports.export(to=file)
        except OSError as error:
            raise CommandError(
                _("Không ghi được tệp %(path)s: %(reason)s.") % {"path": file, "reason": error.strerror}
            ) from None
        self.stdout.write(_("Đã xuất ra %(path)s.") % {"path": file})
