"""Invented bodies, people and meetings. Every value has a default, none is a real person's."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from accounts.enums import Role
from accounts.models import User
from core import files
from core.clock import ZONE
from delegations import models as delegations
from delegations.enums import CoordinationKind, EventKind, SeatRole
from delegations.models import Body
from directions import models as directions
from meetings import models as meetings
from meetings.enums import AttendanceState, MeetingKind, MeetingStatus, Outcome, Theme
from obligations.enums import FlagStatus, Severity
from obligations.models import FindingEvidence, FindingSpan, Flag, LawQuoted
from papers import models as papers
from papers.documents import forms
from papers.enums import TRAITS, Kind, Profile
from reports import models as reports


@functools.cache
def _hashed() -> str:
    """Return the hash of every user's password, worked out once."""
    return make_password("mat-khau-thu")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoidung{n}")
    full_name = factory.Sequence(lambda n: f"Người Dùng {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@tinhmau.example")
    role = Role.STAFF
    password = factory.LazyFunction(_hashed)

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


class ReformFactory(DjangoModelFactory):
    class Meta:
        model = delegations.Reform

    name = factory.Sequence(lambda n: f"Đợt sắp xếp {n}")
    starts_on = dt.date(2027, 1, 1)
    decision = "9-NQ/TU"


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


class ReportRegimeFactory(DjangoModelFactory):
    class Meta:
        model = reports.ReportRegime

    code = factory.Sequence(lambda n: f"BC-{n:03d}")
    name = "Báo cáo quý"
    rhythm = "quarter"
    due_days = 10
    starts_on = dt.date(2024, 1, 1)
    reference = "Quy chế 40-QC/TU"


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = reports.Report

    class Params:
        year = 2024

    body = factory.SubFactory(BodyFactory)
    period = factory.LazyAttribute(lambda report: str(report.year))
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


LONG_AGO = dt.date(2020, 1, 1)
CADENCE = ["meeting_cadence_months", 3, "2004-01-01", "Chế độ sinh hoạt định kỳ 3 tháng một lần"]


def finding(
    body: Body,
    rule: str = "meeting-overdue",
    subject: str = "2026-Q2",
    *,
    status: str = FlagStatus.OVERDUE,
    severity: str = Severity.WARNING,
    due_on: dt.date | None = dt.date(2026, 6, 30),
    since: dt.datetime | None = None,
    starts_on: dt.date = LONG_AGO,
    evidence: Mapping[str, Any] | None = None,
    parameters: Sequence[Sequence[Any]] = (CADENCE,),
) -> Flag:
    """Make up a finding that the records give since an instant for every day from `starts_on` on, and return
    what names it. `parameters`: each name, value, first day and reference.

    No facts give it, so the next judging of the body ends it.
    """
    flag, _made = Flag.objects.get_or_create(body=body, rule=rule, subject=subject)
    span = FindingSpan.objects.create(
        flag=flag,
        body=body,
        rule=rule,
        subject=subject,
        status=status,
        severity=severity,
        due_on=due_on,
        days=(starts_on, None),
        recorded=(since or dt.datetime.combine(LONG_AGO, dt.time(), ZONE), None),
        fingerprint=hash((status, severity, due_on)),
    )
    law, _made = LawQuoted.objects.get_or_create(
        pk=hash(str(parameters)), defaults={"parameters": list(parameters)}
    )
    FindingEvidence.objects.create(span=span, evidence=evidence or {}, law=law)
    return flag


def settle(*flags: Flag, at: dt.datetime) -> None:
    """Let the records give these findings no more from an instant on, as a judging after a save does."""
    for span in FindingSpan.objects.filter(flag__in=flags, recorded__upper_inf=True):
        span.recorded = (span.recorded.lower, at)
        span.save(update_fields=["recorded"])


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = directions.Extension

    direction = factory.SubFactory(DirectionFactory)
    number = 1
    asked_on = dt.date(2024, 2, 20)
    until = dt.date(2024, 4, 1)
    reason = "Chờ ý kiến"
    asker_name = "Người Xin Mẫu"


class CommitteeTermFactory(DjangoModelFactory):
    class Meta:
        model = papers.CommitteeTerm

    name = "2025 – 2030"
    starts_on = dt.date(2024, 1, 1)


FRAME = {
    "superior": "TỈNH UỶ MẪU",
    "issuer": "VĂN PHÒNG",
    "symbol": "VPTU",
    "place": "Mẫu",
    "authority": "K/T CHÁNH VĂN PHÒNG",
    "office": "PHÓ CHÁNH VĂN PHÒNG",
    "signer": "Lê Thị Thử",
    "second": None,
    "addressees": [],
    "recipients": ["Như trên", "Lưu Văn phòng Tỉnh uỷ"],
}


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = papers.Paper

    kind = Kind.REPORT
    document_type = factory.LazyAttribute(lambda paper: TRAITS[Kind(paper.kind)].document_type)
    profile = factory.LazyAttribute(lambda paper: Profile.on(paper.dated_on))
    dated_on = dt.date(2026, 11, 20)
    title = factory.Sequence(lambda n: f"tình hình nền nếp {n}")
    frame = FRAME
    blocks = factory.LazyFunction(lambda: [{"kind": "paragraph", "text": "Nội dung.", "key": "opening"}])
    built = factory.SelfAttribute("blocks")
    created_at = dt.datetime(2026, 11, 20, 8, tzinfo=ZONE)
    created_by = factory.SubFactory(UserFactory)
    edited_at = dt.datetime(2026, 11, 20, 8, tzinfo=ZONE)
    edited_by = factory.SelfAttribute("created_by")


class _StoredFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    size = 3
    sha256 = "0" * 64
    added_at = dt.datetime(2026, 11, 20, 8, tzinfo=ZONE)
    added_by = factory.SubFactory(UserFactory)


class PaperTemplateFactory(_StoredFactory):
    """A version of a template whose bytes are the built-in form."""

    class Meta:
        model = papers.PaperTemplate
        skip_postgeneration_save = True

    name = "mau.docx"
    kind = "docx"
    paper_kind = Kind.LETTER

    @factory.post_generation
    def content(self, create, extracted, **kwargs):
        if extracted is not False:
            made = extracted or forms.built_in(self.paper_kind, new_form=True)
            files.write_to_vault(self.key, ContentFile(made))


class SignedCopyFactory(_StoredFactory):
    class Meta:
        model = papers.SignedCopy
        skip_postgeneration_save = True

    name = "ban-ky.pdf"
    kind = "pdf"
    paper = factory.SubFactory(PaperFactory)
    signed_on = dt.date(2026, 11, 21)

    @factory.post_generation
    def content(self, create, extracted, **kwargs):
        if extracted is not False:
            files.write_to_vault(self.key, ContentFile(extracted or b"%PDF-1.4"))


class TrustedCertificateFactory(DjangoModelFactory):
    class Meta:
        model = papers.TrustedCertificate

    pem = "-----BEGIN CERTIFICATE-----"
    subject = "Cơ quan chứng thực Mẫu"
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    valid_until = dt.date(2035, 1, 1)
    added_at = dt.datetime(2026, 11, 20, 8, tzinfo=ZONE)
    added_by = factory.SubFactory(UserFactory)
