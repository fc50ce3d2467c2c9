"""Let everybody log in again who was slowed down by wrong tries."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.services import attempts, limits


class Command(BaseCommand):
    help = (
        "Xoá mọi số đếm đăng nhập sai: ai đang phải chờ thì đăng nhập lại được ngay. / Forget all counts of"
        " wrong log-ins."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã xoá {limits.forget_all(*attempts.ALL)} số đếm. / Counts forgotten.")
