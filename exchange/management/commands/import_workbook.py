"""`manage.py import_workbook FILE`: a province's records in from Excel, all or nothing."""

import json
import sys
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from exchange.importers.outcome import Outcome, Remark
from exchange.services import imports


class Command(BaseCommand):
    help = (
        "Import a workbook (.xlsx). Nothing is written when any row is at fault; rows absent from the file"
        " are left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--by", metavar="LOGIN", help="who drafts what the file changes in the law")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = self._run(options["file"], options["by"], dry_run=options["dry_run"])
        except imports.Faulty as faulty:
            outcome = faulty.outcome
        except Refused as refused:
            if options["format"] == "text":
                raise CommandError(refused.message) from None
            outcome = Outcome()
            outcome.fault("", None, "", options["file"].name, refused.message)
        if options["format"] == "json":
            self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))
        else:
            self._report(outcome, dry_run=options["dry_run"])
        if outcome.faults_total:
            sys.exit(1)

    def _run(self, file: Path, login: str | None, *, dry_run: bool) -> Outcome:
        if dry_run:
            return imports.preview(path=file)
        by = User.objects.filter(username=login, is_active=True).first() if login else None
        if login and by is None:
            raise CommandError(_("Không có tài khoản đang dùng mang tên đăng nhập “%s”.") % login)
        with pghistory.context(command="import_workbook", file=file.name):
            return imports.commit(path=file, by=by).outcome

    def _report(self, outcome: Outcome, *, dry_run: bool) -> None:
        for words, remarks in ((_("Lỗi"), outcome.faults), (_("Lưu ý"), outcome.warnings)):
            for remark in remarks:
                self.stdout.write(
                    f"{words}: {_place(remark)}: {remark.message}"
                    + (f" [{remark.value}]" if remark.value not in (None, "") else "")
                )
        for sheet, count in outcome.counts.items():
            self.stdout.write(
                _("%(sheet)s: %(new)d mới, %(changed)d thay đổi, %(same)d giữ nguyên, %(faulty)d lỗi")
                % {
                    "sheet": sheet,
                    "new": count.new,
                    "changed": count.changed,
                    "same": count.same,
                    "faulty": count.faulty,
                }
                + (_(", bỏ %(removed)d") % {"removed": count.removed} if count.removed else "")
            )
        if outcome.law.drafted:
            self.stdout.write(
                _("%(count)d dòng quy định vào dự thảo, chờ mô phỏng và người thứ hai cho áp dụng.")
                % {"count": outcome.law.drafted}
            )
        if outcome.faults_total:
            self.stdout.write(_("Có %(count)d lỗi; không ghi gì cả.") % {"count": outcome.faults_total})
        else:
            self.stdout.write(_("Chạy thử: không ghi gì cả.") if dry_run else _("Đã nhập xong."))


def _place(remark: Remark) -> str:
    parts = [
        remark.sheet,
        _("dòng %(row)d") % {"row": remark.row} if remark.row is not None else "",
        f"“{remark.column}”" if remark.column else "",
    ]
    return ", ".join(part for part in parts if part) or _("Tệp")
