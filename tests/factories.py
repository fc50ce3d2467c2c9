"""Invented bodies, people and meetings. Every value has a default, none is a real person's."""

import datetime as dt
import functools
from typing import Any

import factory
from django.contrib.auth.hashers import get_hasher, make_password
from factory.django import DjangoModelFactory

from accounts.enums import Role
from accounts.models import User
from delegations import models as delegations
from delegations.enums import CoordinationKind, EventKind, SeatRole
from directions import models as directions
from meetings import models as meetings
from meetings.enums import AttendanceState, MeetingKind, MeetingStatus, Outcome, Theme
from reports import models as reports


@functools.cache
def _hashed(algorithm: str) -> str:
    """Return the hash of every user's password: worked out once, for a good algorithm is slow by design."""
    return make_password("mat-khau-thu", hasher=algorithm)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoidung{n}")
    full_name = factory.Sequence(lambda n: f"Người Dùng {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@tinhmau.example")
    role = Role.STAFF
    password = factory.LazyFunction(lambda: _hashed(get_hasher().algorithm))

    @factory.post_generation
    def bodies(user: Any, create: bool, bodies: Any, **more: Any) -> None:
        """Give the user the bodies to look after, as a body's secretary has them."""
        for body in bodies or ():
            user.grants.create(body=body)


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Province

    id = 1
    name = "tỉnh Mẫu"
    tracking_from = dt.date(2024, 1, 1)


class BodyKindFactory(DjangoModelFactory):
    class Meta:
        model = delegations.BodyKind
        django_get_or_create = ("name",)

    name = "Đảng đoàn"


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Body

    code = factory.Sequence(lambda n: f"DD-{n:04d}")
    name = factory.Sequence(lambda n: f"Đảng đoàn Hội thứ {n}")
    kind = factory.SubFactory(BodyKindFactory)
    host = factory.Sequence(lambda n: f"Hội thứ {n}")
    founded_on = dt.date(2020, 1, 1)
    email = factory.LazyAttribute(lambda body: f"{body.code.lower()}@tinhmau.example")


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Office

    name = factory.Sequence(lambda n: f"Chức vụ {n}")


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Seat

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"VT-{n:04d}")
    role = SeatRole.MEMBER
    starts_on = dt.date(2020, 1, 1)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Person

    code = factory.Sequence(lambda n: f"CB{n:05d}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Thứ{n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Membership

    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = dt.date(2020, 1, 1)


class GoverningDocumentFactory(DjangoModelFactory):
    class Meta:
        model = delegations.GoverningDocument

    number = factory.Sequence(lambda n: f"{n}-QĐ/TW")
    issued_on = dt.date(2019, 1, 1)
    effective_on = dt.date(2019, 1, 1)


class WorkingRegulationFactory(DjangoModelFactory):
    class Meta:
        model = delegations.WorkingRegulation

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda n: f"{n}-QC/ĐĐ")
    issued_on = dt.date(2021, 1, 1)
    effective_on = dt.date(2021, 1, 1)


class CoordinationRegulationFactory(DjangoModelFactory):
    class Meta:
        model = delegations.CoordinationRegulation

    number = factory.Sequence(lambda n: f"{n}-QCPH/TU")
    kind = CoordinationKind.BODIES
    effective_on = dt.date(2021, 1, 1)


class EventFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Event

    occurred_on = dt.date(2024, 6, 1)
    kind = EventKind.CONGRESS
    name = factory.Sequence(lambda n: f"Đại hội lần thứ {n}")


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Meeting

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"CH-{n:05d}")
    kind = MeetingKind.PERIODIC
    status = MeetingStatus.HELD
    held_on = dt.date(2024, 2, 1)


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = meetings.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = "Nội dung"
    theme = Theme.POLITICAL


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Attendance

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)
    state = AttendanceState.PRESENT


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Decision

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"QN-{n:05d}")
    decided_on = dt.date(2024, 2, 1)
    title = "Quyết nghị"
    theme = Theme.PERSONNEL
    outcome = Outcome.DECIDED


class WrittenConsultationFactory(DjangoModelFactory):
    class Meta:
        model = meetings.WrittenConsultation

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"LYK-{n:05d}")
    subject = "Nội dung lấy ý kiến"
    theme = Theme.OTHER
    sent_on = dt.date(2024, 3, 1)
    deadline_on = dt.date(2024, 3, 9)


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = meetings.Task

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"NV-{n:05d}")
    title = "Nhiệm vụ"
    given_on = dt.date(2024, 2, 1)


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = reports.Report

    body = factory.SubFactory(BodyFactory)
    year = 2024
    submitted_on = dt.date(2025, 1, 5)


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Submission

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"DX-{n:05d}")
    subject = "Đề xuất"
    recorded_on = dt.date(2024, 2, 1)


class SubordinateCommitteeFactory(DjangoModelFactory):
    class Meta:
        model = delegations.SubordinateCommittee

    name = factory.Sequence(lambda n: f"Huyện uỷ thứ {n}")


class DirectionFactory(DjangoModelFactory):
    class Meta:
        model = directions.Direction

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"CD-{n:05d}")
    text = "Khẩn trương tổ chức họp định kỳ"
    leader_name = "Lãnh Đạo Mẫu"
    given_on = dt.date(2024, 2, 1)
    due_on = dt.date(2024, 3, 1)


class DirectionStepFactory(DjangoModelFactory):
    class Meta:
        model = directions.DirectionStep

    direction = factory.SubFactory(DirectionFactory)
    number = factory.Sequence(lambda n: n + 1)
    on = dt.date(2024, 2, 10)
    text = "Đã đôn đốc"
