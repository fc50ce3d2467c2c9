"""The log of changes of some days, for a third party."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import audit_export
from core import clock
from core.errors import Refused


class Command(BaseCommand):
    help = (
        "Xuất nhật ký thay đổi thành một tệp có chuỗi mã và chữ ký; kiểm tra bằng"
        " deploy/verify_audit.py. / Writes"
        " the log of changes, chained and signed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        yesterday = clock.today() - dt.timedelta(days=1)
        day = dt.date.fromisoformat
        parser.add_argument("file", type=Path, help="tệp mới / a file that is not there yet")
        parser.add_argument("--from", dest="first", type=day, default=yesterday.replace(month=1, day=1))
        parser.add_argument("--to", dest="last", type=day, default=yesterday, help="2026-11-29")

    def handle(self, *args: Any, file: Path, first: dt.date, last: dt.date, **options: Any) -> None:
        try:
            with file.open("xb") as target:
                try:
                    written = audit_export.write(target, first=first, last=last, by=None)
                except BaseException:
                    with contextlib.suppress(OSError):
                        file.unlink()
                    raise
        except Refused as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self.stdout.write(
            f"{file}: {written.changes} thay đổi / changes\nMã cuối, hãy ghi lại ở nơi khác / head, note it"
            f" elsewhere: {written.head}"
        )
