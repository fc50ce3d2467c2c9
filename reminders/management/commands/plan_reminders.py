"""Make the mails of today, as the schedule does at 07:30 on working days."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock, dates
from reminders.services import planning


class Command(BaseCommand):
    help = "Lập thư nhắc việc của hôm nay (hoặc xem trước thư của một ngày, không ghi gì)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--preview", metavar="NGÀY", help="Chỉ xem trước thư của ngày này, không ghi gì.")

    def handle(self, *args: Any, preview: str | None = None, **options: Any) -> None:
        if preview is None:
            now = clock.now()
            self.stdout.write(json.dumps(planning.plan(day=now.date(), now=now), ensure_ascii=False))
            return
        try:
            day = dates.parse(preview)
        except ValueError as error:
            raise CommandError(str(error)) from error
        for mail in planning.prepare(day).mails:
            self.stdout.write(f"{mail.address}\t{mail.kind}\t{mail.rendered.subject}")
