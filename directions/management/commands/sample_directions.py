"""Directions of the sample province, invented: one on a finding, under way; one that waits for the leader's
word."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from core import clock
from delegations.models import Body
from directions.models import Direction
from directions.services import directions, steps
from obligations.models import Flag

BODY = "DD-HND"
OFFICE = "Phó Bí thư Thường trực Tỉnh uỷ (mẫu)"
# Text, days since it was given, days from then to its due day.
LATE = (
    (
        "Đảng đoàn Hội Nông dân tỉnh tổ chức họp định kỳ trong tháng; Văn phòng Tỉnh uỷ đôn đốc, báo cáo"
        " Thường trực kết quả."
    ),
    12,
    9,
)
DONE = (
    "Rà soát danh sách thành viên các tổ chức đảng có vị trí khuyết, đề xuất phương án kiện toàn.",
    20,
    25,
)


class Command(BaseCommand):
    help = "Tạo ý kiến chỉ đạo mẫu cho tỉnh mẫu. / Makes sample directions for the sample province."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make them once, where the sample's users and body are there."""
        body, staff = (
            Body.objects.filter(code=BODY).first(),
            User.objects.filter(role=Role.STAFF).order_by("pk").first(),
        )
        leader = User.objects.filter(role=Role.LEADER).order_by("pk").first()
        if body is None or staff is None or leader is None or Direction.objects.exists():
            return
        flag = Flag.objects.filter(body=body, rule="meeting-overdue", closed_at=None).first()
        key = {"rule": flag.rule, "subject": flag.subject} if flag else {}
        late = directions.give(
            body=body, values=self._values(LATE, leader, staff), **key, today=clock.today(), by=staff
        )
        text = "Đã có văn bản đôn đốc; Đảng đoàn báo dự kiến họp trong tuần tới."
        steps.report(direction=late, on=clock.today() - dt.timedelta(4), text=text, now=clock.now(), by=staff)
        done = directions.give(
            body=body, values=self._values(DONE, leader, staff), today=clock.today(), by=staff
        )
        text = "Đã rà soát xong; danh sách và phương án kiện toàn đã trình Thường trực."
        steps.propose(
            direction=done,
            on=clock.today() - dt.timedelta(1),
            text=text,
            outcome="done",
            now=clock.now(),
            by=staff,
        )

    @staticmethod
    def _values(sample: tuple[str, int, int], leader: User, staff: User) -> dict[str, Any]:
        text, ago, allowed = sample
        given_on = clock.today() - dt.timedelta(ago)
        names = {"leader_name": str(leader), "leader_office": OFFICE, "assigned_to": staff}
        return {"text": text, "given_on": given_on, "due_on": given_on + dt.timedelta(allowed), **names}
