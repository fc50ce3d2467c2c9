"""Send the queued mails, as the schedule does every minute."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from outbox.services import sending


class Command(BaseCommand):
    help = "Gửi các thư đang chờ cho tới khi hết thư hoặc hết giờ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seconds", type=float, default=3600, help="Dừng sau số giây này (mặc định 3600)."
        )

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        counts = sending.send_due(worker=sending.worker_name(), clock=clock.now, seconds=seconds)
        self.stdout.write(json.dumps(counts.as_dict() | {"error": counts.error}, ensure_ascii=False))
