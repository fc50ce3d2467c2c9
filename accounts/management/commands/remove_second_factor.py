"""The way back in for an office with one administrator, for whoever may run commands on the server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services import second_factor


class Command(BaseCommand):
    help = (
        "Gỡ xác thực hai lớp của một người dùng, khi không có quản trị thứ hai. / Takes off a user's second"
        " factor where there is no second administrator."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập / the user's name")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có người dùng {username}. / There is no user {username}.")
        second_factor.take_off(user=user)
        self.stdout.write(
            f"Đã gỡ xác thực hai lớp của {username}; lần đăng nhập sau phải bật lại. / Taken off; the next"
            " log-in sets up a new one."
        )
