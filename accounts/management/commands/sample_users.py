"""Users of the sample province, one for each kind of work."""

import secrets
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.enums import Role
from accounts.models import BodyGrant, User

BODY = "DD-HND"
USERS = [
    ("quantri", "Quản trị mẫu", Role.ADMINISTRATOR),
    ("chuyenvien", "Chuyên viên mẫu", Role.STAFF),
    ("lanhdao", "Lãnh đạo mẫu", Role.LEADER),
    ("thuky-hnd", "Thư ký mẫu (Hội Nông dân)", Role.SECRETARY),
]
_WORDS = ["lua", "tre", "sen", "song", "nui", "bien", "mua", "nang", "gio", "may"]


class Command(BaseCommand):
    help = (
        "Tạo người dùng mẫu cho tỉnh mẫu và in tên, mật khẩu của họ. / Makes sample users and prints their"
        " names and passwords."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make those who do not exist yet, all with one random password; those who do keep theirs."""
        password = f"{secrets.choice(_WORDS)}-{secrets.choice(_WORDS)}-{secrets.randbelow(9000) + 1000}"
        while len(password) < 12:
            password += str(secrets.randbelow(10))
        body = apps.get_model("delegations", "Body").objects.filter(code=BODY).first()
        for username, full_name, role in USERS:
            user, new = User.objects.get_or_create(
                username=username, defaults={"full_name": full_name, "role": role, "of_sample": True}
            )
            if not new:
                self.stdout.write(f"  {username:<12} đã có, giữ mật khẩu cũ / exists, password kept")
                continue
            user.set_password(password)
            user.save(update_fields=["password"])
            if role == Role.SECRETARY and body is not None:
                BodyGrant.objects.create(user=user, body=body)
            self.stdout.write(f"  {username:<12} {password:<20} {role.label}")
