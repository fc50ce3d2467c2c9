"""`manage.py import_sample FILE --post CODE`: a sample province with the past of its records."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from accounts.services import posts
from core import clock
from delegations.models import Body, Seat
from exchange.services import past


class Command(BaseCommand):
    help = (
        "Nhập một tỉnh mẫu kèm lịch sử ghi chép. / Brings in a sample province with the past of its records."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--post", required=True, help="of the sample's secretary, by its seat's code")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it in where there is no body yet, typed in by the sample's staff, and give the sample's
        secretary the post: who holds it is whose account it is, so that a hand-over carries it."""
        if Body.objects.exists():
            raise CommandError("Đã có tổ chức đảng; không nhập tỉnh mẫu. / There are bodies; no sample.")
        users = User.objects.filter(of_sample=True).order_by("pk")
        built = past.bring_in(
            path=options["file"],
            today=clock.today(),
            now=clock.now(),
            by=users.filter(role=Role.STAFF).first(),
        )
        today, post = clock.today(), Seat.objects.get(code=options["post"])
        for secretary in users.filter(role=Role.SECRETARY):
            holder = posts.holder([post.pk], on=today)
            posts.bind(secretary, person_id=holder.pk, seat_ids=[post.pk], on=today)
        for warning in built.warnings:
            self.stdout.write(f"Lưu ý: {warning}")
        self.stdout.write(f"{built.versions} bản ghi trong {built.days} ngày / versions on that many days")
