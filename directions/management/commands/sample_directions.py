"""Directions of the sample province, invented: one on a finding, under way, for which more time is asked; one
that waits for the leader's word; an urgent one that nobody has acknowledged yet."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from core import clock
from delegations.models import Body
from directions.enums import Urgency
from directions.models import Direction
from directions.services import directions, extensions, receipts, steps
from obligations.queries import findings
from obligations.queries.findings import Filters

BODY = "DD-HND"
OFFICE = "Phó Bí thư Thường trực Tỉnh uỷ (mẫu)"
RECEIVER = "Phó Bí thư Đảng đoàn (mẫu)"
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
URGENT = (
    "Rà soát, báo cáo Thường trực Tỉnh uỷ việc chuẩn bị nội dung sinh hoạt định kỳ cuối năm.",
    5,
    15,
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
        overdue = Filters(rules=["meeting-overdue"])
        rows = findings.listing(clock.today(), filters=overdue, body_ids=[body.pk]).rows
        key = {"rule": rows[0].rule, "subject": rows[0].subject} if rows else {}
        late = self._give(body, LATE, leader, staff, **key)
        text = "Đã có văn bản đôn đốc; Đảng đoàn báo dự kiến họp trong tuần tới."
        given_on = late.given_on + dt.timedelta(1)
        receipts.receive(direction=late, on=given_on, name=RECEIVER, today=clock.today(), by=staff)
        steps.report(direction=late, on=clock.today() - dt.timedelta(4), text=text, now=clock.now(), by=staff)
        extensions.ask(
            direction=late,
            until=clock.today() + dt.timedelta(7),
            reason="Bí thư Đảng đoàn đi công tác; cuộc họp dời sang tuần tới.",
            today=clock.today(),
            by=staff,
        )
        done = self._give(body, DONE, leader, staff)
        text = "Đã rà soát xong; danh sách và phương án kiện toàn đã trình Thường trực."
        steps.propose(
            direction=done,
            on=clock.today() - dt.timedelta(1),
            text=text,
            outcome="done",
            evidence="Tờ trình số 31-TTr/ĐĐ ngày trình Thường trực",
            now=clock.now(),
            by=staff,
        )
        self._give(body, URGENT, leader, staff, urgency=Urgency.URGENT)

    @staticmethod
    def _give(
        body: Body,
        sample: tuple[str, int, int],
        leader: User,
        staff: User,
        *,
        urgency: str = "",
        **finding: str,
    ) -> Direction:
        """Record a direction as staff did on the day on which it was given."""
        text, ago, allowed = sample
        given_on = clock.today() - dt.timedelta(ago)
        values = {
            "text": text,
            "given_on": given_on,
            "due_on": given_on + dt.timedelta(allowed),
            "urgency": urgency,
            "leader_name": str(leader),
            "leader_office": OFFICE,
            "assigned_to": staff,
        }
        return directions.give(body=body, values=values, today=given_on, by=staff, **finding)
