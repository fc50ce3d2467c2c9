"""Two bodies with one record of every kind each, and a value for every argument of every address."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from core import clock
from core.addresses import as_address
from delegations import models as delegations
from delegations.enums import SeatRole
from delegations.models import Body
from meetings import models as meetings
from meetings.enums import MeetingStatus, Outcome, Theme
from obligations.models import DayOff, Flag, Waiver
from obligations.services import judging
from reports import models as reports
from reviews.models import Correction
from tests import factories

SECRET_A = "Kín riêng của A"
"""Stands in every record of body A; nobody else may ever read it."""


class Address(NamedTuple):
    """An address of the product: its name, its path about body A, whether that path names a record of A."""

    name: str
    path: str
    of_a: bool


def furnish(body: Body, mark: str) -> dict[str, Any]:
    """Give a body one record of every kind, with the mark in their words; return the arguments that address them."""
    kept: dict[str, Any] = {"body": body.code}
    seat = factories.SeatFactory(body=body, code=f"{body.code}-01", role=SeatRole.SECRETARY)
    factories.SeatFactory(body=body, code=f"{body.code}-02")
    person = factories.PersonFactory(code=f"CB-{body.code}", full_name=f"Nguyễn {mark}")
    membership = factories.MembershipFactory(seat=seat, person=person, title=mark)
    meeting = factories.MeetingFactory(body=body, code=f"{body.code}/2024-001", subject=mark, held_on=dt.date(2024, 2, 1))
    planned = factories.MeetingFactory(
        body=body, code=f"{body.code}/2027-001", subject=mark, status=MeetingStatus.PLANNED, held_on=clock.today() + dt.timedelta(5)
    )
    factories.AgendaItemFactory(meeting=meeting, position=1, title=mark)
    factories.AttendanceFactory(meeting=meeting, person=person)
    decision = make(
        meetings.Decision,
        code=f"{body.code}/QN-1",
        body=body,
        meeting=meeting,
        decided_on=meeting.held_on,
        title=mark,
        theme=Theme.PERSONNEL,
        outcome=Outcome.DECIDED,
    )
    consultation = make(
        meetings.WrittenConsultation,
        code=f"{body.code}/LYK-1",
        body=body,
        subject=mark,
        theme=Theme.OTHER,
        sent_on=dt.date(2024, 3, 1),
        deadline_on=dt.date(2024, 3, 9),
    )
    task = make(meetings.Task, code=f"{body.code}/NV-1", body=body, meeting=meeting, title=mark, given_on=dt.date(2024, 2, 1), due_on=dt.date(2024, 3, 1))
    submission = make(reports.Submission, code=f"{body.code}/DX-1", body=body, subject=mark, recorded_on=dt.date(2024, 2, 1), promised_on=dt.date(2024, 3, 1))
    report = factories.ReportFactory(body=body, number=f"{body.code} {mark}"[:60])
    regulation = factories.WorkingRegulationFactory(body=body, number=f"{body.code} {mark}"[:60])
    cadence = delegations.CadenceDecision.objects.create(body=body, months=3, starts_on=dt.date(2024, 1, 1), basis=mark)
    waiver = Waiver.objects.create(
        body=body, rule="understaffed", subject=f"{body.code}-02", granted_on=dt.date(2024, 1, 1), until=clock.today() + dt.timedelta(90), reason=mark
    )
    direction = factories.DirectionFactory(body=body, code=f"{body.code}/CD-2024-01", text=mark, is_spoken=True)
    factories.DirectionStepFactory(direction=direction, number=1, text=mark)
    kept["direction"] = as_address(direction.code)
    kept |= {"seat": seat.pk, "person": person.code, "membership": membership.pk, "meeting": meeting.code, "planned": planned.code}
    kept |= {"decision": decision.code, "consultation": consultation.code, "task": task.code, "submission": submission.code}
    kept |= {"post": seat.code, "member": f"{seat.code}:{person.code}:{membership.starts_on}"}
    return kept | {"report": report.pk, "regulation": regulation.pk, "cadence": cadence.pk, "waiver": waiver.pk}


def make(model: Any, **values: Any) -> Any:
    """Save a record."""
    record = model(**values)
    record.save(force_insert=True)
    return record


def province(body_a: Body, body_b: Body) -> dict[str, Any]:
    """Furnish both bodies and the registers, judge them, and return the arguments that address A's records and the registers."""
    factories.ProvinceFactory()
    known = furnish(body_a, SECRET_A)
    furnish(body_b, "Việc của B")
    event = factories.EventFactory()
    touched = delegations.EventBody.objects.create(event=event, body=body_a)
    document = factories.GoverningDocumentFactory()
    coordination = factories.CoordinationRegulationFactory()
    delegations.CoordinationParty.objects.create(regulation=coordination, position=1, body=body_a)
    year = clock.today().year
    Correction.objects.create(body=body_a, year=year, criterion="meetings", points=5, reason=SECRET_A, made_on=clock.today())
    judging.sweep(on=clock.today(), at=clock.now())
    flag = Flag.objects.filter(body=body_a, closed_at__isnull=True).order_by("rule", "subject")[0]
    known |= {"event": event.pk, "touched": touched.pk, "document": document.pk, "coordination": coordination.pk, "kind": body_a.kind_id}
    known |= {"office": factories.OfficeFactory().pk, "matter": meetings.Matter.objects.create(name="Bổ nhiệm").pk}
    known |= {"committee": delegations.SubordinateCommittee.objects.create(name="Huyện uỷ Mẫu").pk}
    known |= {"day-off": DayOff.objects.get_or_create(day=dt.date(2026, 9, 2), defaults={"name": "Quốc khánh", "kind": "off"})[0].pk}
    known |= {"year": year, "criterion": "meetings"}
    known["period"] = f"{clock.today().year}-Q{(clock.today().month + 2) // 3}"
    return known | {"rule": flag.rule, "subject": flag.subject, "flag": flag.pk}


# What stands for the arguments of addresses that begin so: the longest beginning counts. A star marks records of body A.
ARGUMENTS: dict[str, dict[str, str]] = {
    "to-chuc/<str:code>/": {"code": "*body"},
    "to-chuc/<str:code>/vi-tri/": {"code": "*body", "pk": "seat"},
    "to-chuc/<str:code>/thanh-vien/": {"code": "*body", "pk": "membership"},
    "to-chuc/<str:code>/chu-ky/": {"code": "*body", "pk": "cadence"},
    "to-chuc/<str:code>/quy-che/": {"code": "*body", "pk": "regulation"},
    "to-chuc/<str:code>/su-kien/": {"code": "*body", "pk": "touched"},
    "to-chuc/<str:code>/phat-hien/": {"code": "*body", "rule": "rule", "subject": "subject"},
    "to-chuc/<str:code>/nhip-hop/": {"code": "*body", "name": "period"},
    "to-chuc/loai/": {"pk": "kind"},
    "danh-ba/": {"code": "*person"},
    "danh-ba/chuc-vu/": {"pk": "office"},
    "van-ban/": {"pk": "document"},
    "ma-tran/quy-che/": {"pk": "coordination"},
    "ma-tran/cap-uy/": {"pk": "committee"},
    "su-kien/": {"pk": "event"},
    "hop/": {"code": "*meeting"},
    "hop/cua-can-bo/": {"code": "*person"},
    "hop/da-hop/": {"code": "*planned"},
    "hop/cua-to-chuc/": {"body_code": "*body"},
    "bao-cao/cua-to-chuc/": {"body_code": "*body"},
    "bao-cao/": {"pk": "*report"},
    "quyet-nghi/": {"code": "*decision"},
    "lay-y-kien/": {"code": "*consultation"},
    "nhiem-vu/": {"code": "*task"},
    "de-xuat/": {"code": "*submission"},
    "mien-hoan/": {"pk": "*waiver"},
    "chi-dao/y-kien/": {"code": "*direction"},
    "chi-dao/cua-to-chuc/": {"body_code": "*body"},
    "danh-gia/<str:code>/<int:year>/": {"code": "*body", "year": "year", "criterion": "criterion"},
    "danh-gia/thang-diem/": {"year": "year"},
    "quy-dinh/": {"code": "rule"},
    "quan-tri/bang-tham-quyen/": {"pk": "matter"},
    "quan-tri/ngay-nghi/": {"pk": "day-off"},
    "api/v1/organizations/": {"id": "*body"},
    "api/v1/posts/": {"id": "*post"},
    "api/v1/memberships/": {"id": "*member"},
    "api/v1/persons/": {"id": "*person"},
    "nhac-viec/cua-viec/": {"code": "*body", "flag_id": "flag"},
    "nhac-viec/tam-dung/them/": {"code": "*body", "flag_id": "flag"},
}
UNKNOWN = {"int": "987654321", "str": "khong-co", "slug": "khong-co", "path": "khong/co", "secret": "khong-co", "uuid": str(uuid.UUID(int=7))}


def addresses(known: dict[str, Any]) -> Iterator[Address]:
    """Generate every address that the product serves, about body A's records where it is about a record at all."""
    for route, name, converters in _routes(get_resolver().url_patterns, "", ""):
        beginning = max((start for start in ARGUMENTS if route.startswith(start)), key=len, default="")
        path, of_a = route, False
        for argument, converter in converters.items():
            source = ARGUMENTS.get(beginning, {}).get(argument, "")
            value = str(known[source.lstrip("*")]) if source else UNKNOWN[converter]
            path = path.replace(f"<{converter}:{argument}>", value).replace(f"<{argument}>", value)
            of_a |= source.startswith("*")
        if "(?P" not in path:
            yield Address(name, "/" + path, of_a)


def _routes(patterns: list[URLPattern | URLResolver], before: str, namespace: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, route, inner)
        else:
            kinds = {name: type(converter).__name__.removesuffix("Converter").lower() for name, converter in pattern.pattern.converters.items()}
            kinds = {name: {"string": "str", "code": "str", "bodycode": "str"}.get(kind, kind) for name, kind in kinds.items()}
            yield route.replace("<code:", "<str:"), f"{namespace}{pattern.name or ''}", kinds
