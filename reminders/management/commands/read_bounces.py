"""Read delivery reports: one from standard input (a mail server's pipe), or all of a mailbox by IMAP."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import clock
from reminders.services import bounces


class Command(BaseCommand):
    help = "Đọc báo cáo không phát được thư: từ đầu vào chuẩn (--pipe) hoặc từ hộp thư IMAP (BOUNCE_IMAP_URL)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pipe", action="store_true", help="Đọc một thư từ đầu vào chuẩn, như máy chủ thư chuyển tới.")
        parser.add_argument("--recipient", default="", help="Địa chỉ nhận trên phong bì, nếu máy chủ thư cho biết.")

    def handle(self, *args: Any, pipe: bool, recipient: str, **options: Any) -> None:
        if pipe:
            taken = bounces.take(sys.stdin.buffer.read(bounces.LARGEST), now=clock.now(), recipient=recipient)
            self.stdout.write(str(taken) if taken else "Không phải báo cáo của thư do hệ thống gửi; bỏ qua.")
            return
        try:
            number = bounces.read_mailbox(settings.BOUNCE_IMAP_URL, clock=clock.now)
        except bounces.MailboxUnreadable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number} báo cáo mới.")
