"""Users of the sample province, one for each kind of work."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts.enums import Role
from accounts.models import User

USERS = [
    ("quantri", "Quản trị mẫu", Role.ADMINISTRATOR),
    ("chuyenvien", "Chuyên viên mẫu", Role.STAFF),
    ("lanhdao", "Lãnh đạo mẫu", Role.LEADER),
]
_WORDS = ["lua", "tre", "sen", "song", "nui", "bien", "mua", "nang", "gio", "may"]


class Command(BaseCommand):
    help = (
        "Tạo người dùng mẫu cho tỉnh mẫu và in tên, mật khẩu của họ. / Makes sample users and prints their"
        " names and passwords."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--secretary", nargs=2, metavar=("USERNAME", "NAME"))

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make those who do not exist yet, all with one random password; those who do keep theirs."""
        password = f"{secrets.choice(_WORDS)}-{secrets.choice(_WORDS)}-{secrets.randbelow(9000) + 1000}"
        while len(password) < 12:
            password += str(secrets.randbelow(10))
        secretaries = [(*options["secretary"], Role.SECRETARY)] if options["secretary"] else []
        for username, full_name, role in USERS + secretaries:
            user, new = User.objects.get_or_create(
                username=username, defaults={"full_name": full_name, "role": role, "of_sample": True}
            )
            if not new:
                self.stdout.write(f"  {username:<12} đã có, giữ mật khẩu cũ / exists, password kept")
                continue
            user.set_password(password)
            user.save(update_fields=["password"])
            self.stdout.write(f"  {username:<12} {password:<20} {role.label}")
