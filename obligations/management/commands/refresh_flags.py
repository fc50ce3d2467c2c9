"""Judge what must be judged and store the flags: the sweep, by hand."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core import clock, dates
from obligations.management.commands.judge import day
from obligations.services import judging


class Command(BaseCommand):
    help = _("Rà soát và lưu các phát hiện; chạy lại nhiều lần cũng không thay đổi gì thêm.")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=day, default=None, metavar="YYYY-MM-DD", help=_("Ngày xét; mặc định là hôm nay.")
        )
        parser.add_argument(
            "--everything",
            action="store_true",
            help=_("Xét lại mọi tổ chức, kể cả tổ chức không có gì thay đổi."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or clock.today()
        sweep = judging.sweep(on=on, at=clock.now(), everything=options["everything"])
        self.stdout.write(
            _(
                "Đã rà soát ngày %(on)s: %(judged)s/%(total)s tổ chức, %(changes)s thay đổi, %(seconds).1f"
                " giây."
            )
            % {
                "on": dates.day(on),
                "judged": sweep.bodies_judged,
                "total": sweep.bodies_total,
                "changes": sweep.changes,
                "seconds": sweep.seconds,
            }
        )
        for error in sweep.errors:
            self.stderr.write(_("Không xét được %(body)s: %(message)s") % error)
        if sweep.errors:
            sys.exit(1)
