"""Read delivery reports: one from standard input (a mail server's pipe), or all of a mailbox by IMAP."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from core import clock
from outbox.documents import reports
from outbox.services import bounces, mailboxes

POSTFIX = ("ORIGINAL_RECIPIENT", "RECIPIENT")


class Command(BaseCommand):
    help = (
        "Đọc báo cáo không phát được thư: từ đầu vào chuẩn (--pipe) hoặc từ hộp thư IMAP (BOUNCE_IMAP_URL)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--pipe", action="store_true", help="Đọc một thư từ đầu vào chuẩn, như máy chủ thư chuyển tới."
        )
        parser.add_argument(
            "--recipient",
            default="",
            help=(
                "Địa chỉ nhận trên phong bì, nếu máy chủ thư cho biết (Postfix cho biết qua biến môi trường)."
            ),
        )

    def handle(self, *args: Any, pipe: bool, recipient: str, **options: Any) -> None:
        if pipe:
            self._take_one(recipient or " ".join(os.environ.get(name, "") for name in POSTFIX))
            return
        try:
            number = mailboxes.read(settings.BOUNCE_IMAP_URL, clock=clock.now)
        except mailboxes.MailboxUnreadable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number} báo cáo mới.")

    def _take_one(self, recipient: str) -> None:
        content = sys.stdin.buffer.read(reports.LARGEST)
        while sys.stdin.buffer.read(
            1_000_000
        ):  # a mail server whose pipe breaks takes the mail for undelivered
            pass
        try:
            taken = bounces.take(content, now=clock.now(), recipient=recipient)
        except DatabaseError as error:
            self.stderr.write(
                f"Chưa ghi được báo cáo: {' '.join(str(error).split())}. Máy chủ thư sẽ chuyển lại sau."
            )
            raise SystemExit(os.EX_TEMPFAIL) from error
        self.stdout.write(str(taken) if taken else "Không phải báo cáo của thư do hệ thống gửi; bỏ qua.")
