# ruff: noqa: E501 -- rows of tables
"""import(export(x)) = x, whatever x is that screens take; and no text of x is a formula in the file."""

import datetime as dt
import string
from typing import Any

import pytest
import time_machine
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import User
from core.text import normalise
from delegations import models as delegations
from delegations.enums import (
    Applies,
    BodyLevel,
    BodyRelation,
    CoordinationKind,
    Duty,
    EventKind,
    SeatRole,
)
from directions import models as directions
from directions.enums import Decision, StepKind, Urgency
from directions.enums import Outcome as DirectionOutcome
from exchange.importers.cells import Items, Line, escape, neutralise, split_list, unescape
from exchange.importers.records import LINKS, RECORDS
from exchange.importers.sheets import SHEETS
from exchange.services import exports, imports
from meetings import models as meetings
from meetings.enums import (
    Answer,
    AttendanceState,
    MeetingKind,
    MeetingStatus,
    Outcome,
    TaskQuality,
    Theme,
    VotingMethod,
)
from obligations import models as obligations
from reports import models as reports
from reports.enums import Rhythm
from reviews import models as reviews
from reviews.enums import CONDITIONS, SETTLED_GRADES, Criterion, Grade, Quarter, corrected_by
from reviews.enums import Answer as Condition
from tests import factories
from tests.exchange import workbooks

pytestmark = pytest.mark.django_db

CARRIED = (
    [record.model for record in RECORDS.values()]
    + [link.model for link in LINKS.values()]
    + [delegations.Province, delegations.CoordinationParty]
)

# A body is founded, then has seats, then members, then everything else; today is the last day of all.
TODAY = dt.date(2100, 12, 31)
founding, opening, joining = (
    st.dates(dt.date(year, 1, 1), dt.date(year + 9, 12, 31)) for year in (1931, 1951, 1971)
)
closing_of_a_seat, ending = (
    st.dates(dt.date(2085, 1, 1), dt.date(2089, 12, 31)),
    st.dates(dt.date(2090, 1, 1), TODAY),
)
days = st.dates(dt.date(1985, 1, 1), dt.date(2080, 12, 31))
letters = st.sampled_from(string.ascii_letters + "ăâđêôơưĂÂĐÊÔƠƯáàảãạếềểễệ 0123456789=+-@'\";,.#/_x000D_")
lines = st.text(letters, min_size=1, max_size=30).map(normalise).filter(bool)
maybe = st.one_of(st.just(""), lines)
texts = st.one_of(
    st.just(""),
    st.text(
        st.one_of(letters, st.sampled_from("\n\r\t\x0b\x01\u200b\ufffe😀")), min_size=1, max_size=60
    ).filter(lambda text: text.strip("\u200b").strip()),
)
hostile = st.sampled_from(
    [
        "=1+1",
        "+84 233 1",
        "-5",
        "@SUM(A1)",
        "'=a",
        "''",
        "#N/A",
        "#REF!",
        "TRUE",
        "00123",
        "1e5",
        "5/9/2026",
        "_x000D_",
        "a;b",
        '"a"',
        '"a;b"',
    ]
)


def picture() -> dict[str, list[tuple]]:
    """Return every carried record without primary keys, in a fixed order."""
    found = {}
    for model in CARRIED:
        names = []
        for field in model._meta.concrete_fields:
            if field.primary_key or field.generated or field.related_model is User:  # accounts do not travel
                continue
            if isinstance(field, models.ForeignKey):
                record = next(record for record in RECORDS.values() if record.model is field.related_model)
                names += [f"{field.name}__{record.path(part)}" for part in record.key]
            else:
                names.append(field.name)
        rows = model._default_manager.values_list(*names)
        found[model._meta.label] = sorted(
            (tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows),
            key=repr,
        )
    return found


def wipe() -> None:
    for model in reversed([*CARRIED[: len(RECORDS)]]):
        if model is delegations.EventBody:
            continue
        if model is delegations.CoordinationRegulation:
            delegations.CoordinationParty.objects.all().delete()
        if model is delegations.Body:
            delegations.Succession.objects.all().delete()
            delegations.Body.objects.update(parent=None, relation="")
        if model in (delegations.GoverningDocument,):
            delegations.LegalBasis.objects.all().delete()
            delegations.Replacement.objects.all().delete()
        model._default_manager.all().delete()
    delegations.Province.objects.all().delete()


def keep(record: Any) -> Any:
    record.save(force_insert=True)
    return record


def span(draw) -> tuple[dt.date, dt.date | None]:
    first = draw(days)
    return first, draw(st.one_of(st.none(), st.dates(first, TODAY)))


def fill(draw) -> None:
    """Make a few records of every kind, with anything that the screens allow in their fields."""
    line = lambda longest=40: draw(st.one_of(lines, hostile))[:longest].strip() or "x"  # noqa: E731
    blank = lambda longest=40: draw(st.one_of(st.just(""), lines, hostile))[:longest].strip()  # noqa: E731
    one = lambda enum: draw(st.sampled_from(enum.values))  # noqa: E731
    some = lambda enum: [value for value in enum.values if draw(st.booleans())]  # noqa: E731
    day = lambda: draw(st.one_of(st.none(), days))  # noqa: E731
    keep(
        delegations.Province(
            id=1,
            name=line(),
            tracking_from=draw(days),
            profiles=["Xuất sắc không quá 20%"] if draw(st.booleans()) else [],
            shift_due_days=draw(st.booleans()),
            one_person_office=draw(st.booleans()),
        )
    )
    kind = keep(
        delegations.BodyKind(
            name="Đảng đoàn",
            level=draw(st.sampled_from(["", *BodyLevel.values])),
            coordination_kinds=some(CoordinationKind),
            note=blank(),
            position=draw(st.integers(0, 99)),
        )
    )
    organs = keep(delegations.BodyKind(name="Ban thường vụ", is_organ=True))
    bodies = []
    for code in ("DD-A", "DD-B"):
        first, last = draw(founding), draw(st.none() | ending)
        bodies.append(
            keep(
                delegations.Body(
                    code=code, name=line(), kind=kind, host=line(), symbol=blank(), founded_on=first, ended_on=last, founding_decision=blank(), ending_decision=blank(),
                    email="a@b.example" if draw(st.booleans()) else "", phone=blank(), position=draw(st.integers(0, 5000)), coordination_kinds=some(CoordinationKind),
                )
            )
        )  # fmt: skip
    one_body, other = bodies
    if draw(st.booleans()):
        keep(delegations.Succession(predecessor=one_body, successor=other))
    if draw(st.booleans()):
        duties = draw(st.lists(st.sampled_from(Duty.values), min_size=1, unique=True))
        starts_on = draw(st.dates(other.founded_on, other.ended_on or TODAY))
        keep(
            delegations.DutySuccession(
                predecessor=one_body, successor=other, starts_on=starts_on, duties=duties
            )
        )
    if draw(st.booleans()):
        delegations.Body.objects.filter(pk=other.pk).update(
            parent=one_body, relation=BodyRelation.SUBORDINATE
        )
    keep(
        delegations.Body(
            code="BTV", name=line(), kind=organs, host=line(), founded_on=draw(founding), parent=one_body, relation=BodyRelation.ORGAN
        )
    )  # fmt: skip
    first, last = span(draw)
    law = {"kind": draw(st.sampled_from([None, kind, organs])), "starts_on": first, "ends_on": last}
    keep(delegations.LawRow(rule="agenda-narrow", value=one(Applies), reference=line(), **law))
    parameter, value = draw(
        st.sampled_from([("own_cadence", "free"), ("quorum_share", "2/3"), ("restaff_days", "45")])
    )
    keep(delegations.LawRow(parameter=parameter, value=value, reference=line(), **law))
    keep(
        delegations.CadenceDecision(
            body=one_body,
            months=draw(st.sampled_from([1, 2, 3, 4, 6, 12])),
            starts_on=draw(days),
            basis=line(),
        )
    )
    office = keep(delegations.Office(name=line()))
    people = [
        keep(
            delegations.Person(
                code=f"CB{n}",
                full_name=line(),
                email="c@d.example" if draw(st.booleans()) else "",
                phone=blank(),
            )
        )
        for n in range(3)
    ]
    first, last = draw(opening), draw(st.none() | closing_of_a_seat)
    seat = keep(
        delegations.Seat(
            body=one_body,
            code=f"A-{line(20)}",
            role=one(SeatRole),
            office=office if draw(st.booleans()) else None,
            starts_on=first,
            ends_on=last,
        )
    )
    first, last = draw(joining), draw(st.none() | days)
    keep(
        delegations.Membership(
            seat=seat,
            person=people[0],
            title=blank(),
            portfolio=blank(),
            starts_on=first,
            ends_on=last,
            decision_number=blank(),
            decided_on=day(),
            relief_decision=blank(),
        )
    )
    documents = [
        keep(
            delegations.GoverningDocument(
                number=f"{n}-{line(20)}", issued_on=draw(founding), title=blank(), effective_on=draw(days)
            )
        )
        for n in range(2)
    ]
    if draw(st.booleans()):
        keep(delegations.Replacement(replacing=documents[1], replaced=documents[0]))
    first, last = span(draw)
    sections = [line(20)] if draw(st.booleans()) else []
    regulation = keep(
        delegations.WorkingRegulation(
            body=one_body,
            number=line(),
            issued_on=draw(founding),
            effective_on=first,
            lapses_on=last,
            sections=sections,
            note=draw(texts),
        )
    )
    if draw(st.booleans()):
        keep(delegations.LegalBasis(regulation=regulation, document=documents[0]))
    keep(
        delegations.SubordinateCommittee(
            name=line(), position=draw(st.integers(0, 99)), starts_on=first, ends_on=last
        )
    )
    agreement = keep(
        delegations.CoordinationRegulation(
            number=line(), kind=one(CoordinationKind), title=blank(), effective_on=first, lapses_on=last
        )
    )
    keep(delegations.CoordinationParty(regulation=agreement, position=1, body=one_body))
    keep(delegations.CoordinationParty(regulation=agreement, position=2, body=other))
    if draw(st.booleans()):
        keep(delegations.CoordinationParty(regulation=agreement, position=3, name="Thành uỷ; " + line()))
    event = keep(delegations.Event(occurred_on=draw(days), kind=one(EventKind), name=line()))
    if draw(st.booleans()):
        keep(
            delegations.EventBody(
                event=event,
                body=other,
                kept_unchanged_on=draw(st.none() | st.dates(event.occurred_on, TODAY)),
                kept_unchanged_document=blank(),
            )
        )
    status = one(MeetingStatus)
    held_on = draw(days) if status in ("held", "planned") else day()
    times = st.one_of(st.none(), st.times().map(lambda time: time.replace(microsecond=0)))
    meeting = keep(
        meetings.Meeting(
            code="DD-A/1", body=one_body, kind=one(MeetingKind), status=status, status_reason=blank(), held_on=held_on, starts_at=draw(times), ends_at=draw(st.sampled_from([None, dt.time(23, 59, 59)])), place=blank(),
            subject=blank(), chair=people[1] if draw(st.booleans()) else None, chair_authorisation=blank(), minute_taker=blank(), guests=draw(texts), head_count=draw(st.none() | st.integers(0, 1)),
            minutes_number=blank(), minutes_signed_on=draw(st.none() | st.dates(held_on or dt.date(1985, 1, 1), TODAY)), minutes_text=draw(texts) * draw(st.sampled_from([1, 1, 1, 3000])), conclusion_number=blank(),
            resolution_number=blank(), is_enlarged=draw(st.booleans()), online_address=draw(st.sampled_from(["", "https://hop.example/a?b=c"])), papers_note=blank(), exception_reason=blank(), invitation_sequence=draw(st.integers(0, 9)),
        )
    )  # fmt: skip
    item = keep(
        meetings.AgendaItem(
            meeting=meeting,
            position=draw(st.integers(0, 99)),
            title=line(),
            theme=one(Theme),
            presenter=blank(),
        )
    )
    keep(meetings.Attendance(meeting=meeting, person=people[2], state=one(AttendanceState), reason=blank()))
    first, last = span(draw)
    matter = keep(
        meetings.Matter(
            name=line(),
            reserved_from=first,
            reserved_until=last,
            reference=blank(),
            position=draw(st.integers(0, 99)),
        )
    )
    sent = draw(days)
    consultation = keep(
        meetings.WrittenConsultation(
            code=line(20),
            body=other,
            subject=line(),
            theme=one(Theme),
            sent_on=sent,
            deadline_on=draw(st.dates(sent, TODAY)),
            closed_on=draw(st.none() | st.dates(sent, TODAY)),
            exception_reason=blank(),
        )
    )
    keep(
        meetings.ConsultationAnswer(
            consultation=consultation,
            person=people[1],
            answer=one(Answer),
            answered_on=draw(st.none() | st.dates(sent, TODAY)),
            remark=draw(texts),
        )
    )
    source, owner, since = draw(
        st.sampled_from(
            [
                ({"meeting": meeting}, one_body, held_on),
                ({"meeting": meeting, "agenda_item": item}, one_body, held_on),
                ({"consultation": consultation}, other, sent),
                ({}, other, None),
            ]
        )
    )
    keep(
        meetings.Decision(
            code=line(20), body=owner, decided_on=draw(st.dates(since or dt.date(1985, 1, 1), owner.ended_on or TODAY)), title=line(), number=blank(), theme=one(Theme), matter=matter if draw(st.booleans()) else None,
            outcome=one(Outcome), adopted=draw(st.booleans()), method=one(VotingMethod), votes_for=draw(st.none() | st.integers(0, 1)), votes_against=draw(st.sampled_from([None, 0])), votes_abstaining=draw(st.sampled_from([None, 0])),
            reserved_opinions=draw(texts), committee_opinion=blank(), committee_opinion_on=day(), exception_reason=blank(), **source,
        )
    )  # fmt: skip
    given = draw(days)
    later = st.one_of(st.none(), st.dates(given, TODAY))
    assignee = people[0] if draw(st.booleans()) else None
    of_meeting = draw(st.sampled_from([{}, {"meeting": meeting}, {"meeting": meeting, "agenda_item": item}]))
    keep(
        meetings.Task(
            code=line(20), body=one_body, **of_meeting, title=line(), assignee=assignee, given_on=given, due_on=draw(later),
            done_on=(task_done_on := draw(later)), result=draw(texts), quality=draw(st.sampled_from(["", *TaskQuality.values])) if task_done_on else "",
        )
    )  # fmt: skip
    first, last = span(draw)
    regime = keep(
        reports.ReportRegime(
            code="BC-Q", name=line(), rhythm=Rhythm.QUARTER, due_days=draw(st.integers(0, 90)), notice_days=draw(st.none() | st.integers(0, 30)), starts_on=first, ends_on=last, reference=line(),
        )
    )  # fmt: skip
    regime.kinds.set([kind] if draw(st.booleans()) else [])
    keep(reports.Report(body=other, regime=regime, period="2026-Q2", submitted_on=dt.date(2026, 7, 1)))
    first, last = span(draw)
    again = draw(st.one_of(st.none(), st.dates(last, TODAY))) if last else None
    keep(
        reports.Report(
            body=one_body, period=str(first.year - draw(st.integers(0, 5))), number=blank(), submitted_on=first, returned_on=last, resubmitted_on=again, return_remarks=draw(texts),
            accepted_on=None if last and not again else draw(st.none() | st.dates(again or first, TODAY)), acceptance_remarks=draw(texts), political_results=draw(texts), personnel_results=draw(texts),
        )
    )  # fmt: skip
    first, last = span(draw)
    keep(
        reports.Submission(
            code=line(20), body=other, subject=line(), recorded_on=draw(days), promised_on=day(), number=blank(), sent_on=first, answered_on=last, answer=draw(texts),
            answer_number=blank(),
        )
    )  # fmt: skip
    free = draw(days)
    keep(
        obligations.DayOff(
            day=free,
            name=line(),
            kind="off" if free.weekday() < 5 else draw(st.sampled_from(["off", "worked"])),
        )
    )
    first, last = span(draw)
    keep(
        obligations.Waiver(
            body=one_body,
            rule="agenda-narrow",
            subject=line(),
            granted_on=first,
            until=last or first,
            document=blank(),
            reason=line(),
            granted_by=blank(),
        )
    )
    first, last = span(draw)
    finding = draw(st.sampled_from([{}, {"rule": "agenda-narrow", "subject": "2026-Q1"}]))
    closing = (
        {
            "closed_on": last,
            "outcome": one(DirectionOutcome),
            "closing_words": draw(texts),
            "closer_name": blank(),
        }
        if last
        else {}
    )
    received = draw(st.none() | st.dates(first, TODAY))
    receipt = {"received_on": received, "receiver_name": line()} if received else {}
    direction = keep(
        directions.Direction(
            code=line(20), body=one_body, text=draw(texts) or "Họp ngay", leader_name=line(), leader_office=blank(), is_spoken=draw(st.booleans()), given_on=first,
            due_on=draw(st.dates(first, TODAY)), assignee_name=blank(), urgency=one(Urgency), sent_on=day(), **finding, **closing,
            **receipt,
        )
    )  # fmt: skip
    for number, kind in enumerate(StepKind.values, start=1):
        outcome = one(DirectionOutcome) if kind == StepKind.PROPOSAL else ""
        on = draw(st.dates(first, TODAY))
        due_on = (
            draw(st.none() | st.dates(on, TODAY)) if kind in (StepKind.FURTHER, StepKind.REOPENED) else None
        )
        keep(
            directions.DirectionStep(
                direction=direction,
                number=number,
                on=on,
                kind=kind,
                text=draw(texts) or "Đã làm",
                outcome=outcome,
                due_on=due_on,
                evidence=blank(),
                by_name=blank(),
            )
        )
    asked_on = draw(st.dates(first, TODAY))
    decided = draw(st.none() | st.dates(asked_on, TODAY))
    answer = {
        "decision": one(Decision),
        "decided_on": decided,
        "decision_words": draw(texts),
        "decider_name": line(),
    }
    keep(
        directions.Extension(
            direction=direction, number=1, asked_on=asked_on, until=draw(st.dates(asked_on, TODAY)),
            reason=draw(texts) or "Chưa xong", asker_name=line(), **(answer if decided else {}),
        )
    )  # fmt: skip
    points = st.decimals(0, 100, places=2)
    said = {
        "year": draw(st.integers(2010, 2080)),
        "reason": line(),
        "document": blank(),
        "made_on": draw(days),
        "made_by": blank(),
    }
    settled = st.sampled_from([value for value, _label in SETTLED_GRADES])
    of_points = [code for code in Criterion.values if corrected_by(code) == "points"]
    keep(
        reviews.Correction(
            body=one_body,
            criterion=draw(st.sampled_from(of_points)),
            points=draw(st.decimals(0, 5, places=2)),
            **said,
        )
    )
    condition = draw(st.sampled_from(CONDITIONS))
    keep(
        reviews.Correction(body=one_body, criterion=condition, answer=one(Condition), **said | {"year": 2030})
    )
    for quarter in ("", one(Quarter)):
        grade = {"criterion": Criterion.GRADE, "grade": draw(settled)}
        keep(reviews.Correction(body=other, quarter=quarter, **grade, **said))
    keep(
        reviews.Review(
            body=other, year=draw(st.integers(2010, 2079)), quarter=draw(st.sampled_from(["", *Quarter.values])), grade=draw(settled), points=draw(st.none() | points), proposed_grade=one(Grade),
            proposed_points=draw(st.none() | points), breakdown=draw(st.sampled_from([[], ["meetings 25 18.75", "report 15 -"]])), document=line(),
            confirmed_on=draw(st.dates(dt.date(2081, 1, 1), TODAY)), confirmed_by=blank(),
        )
    )  # fmt: skip


@settings(
    max_examples=8,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),
)
@given(data=st.data())
def test_any_records_come_back_as_they_were(tmp_path, data):
    path = tmp_path / "x.xlsx"
    with time_machine.travel(TODAY), transaction.atomic():
        wipe()
        fill(data.draw)
        before = picture()
        exports.export(to=path)
        again = imports.commit(path=path, by=None)
        assert again.changed_nothing, again.outcome.changes
        wipe()
        written = imports.commit(path=path, by=None)
        assert written.outcome.faults == []
        assert picture() == before
        transaction.set_rollback(True)
    for page in load_workbook(path):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")))


@pytest.mark.parametrize("sample", [workbooks.GOOD, workbooks.GOOD_2026])
def test_the_sample_comes_back_as_it_was(tmp_path, sample):
    imports.commit(path=sample, by=None)
    before = picture()
    exports.export(to=tmp_path / "a.xlsx")
    wipe()
    imports.commit(path=tmp_path / "a.xlsx", by=None)
    assert picture() == before


def test_at_which_item_something_stands_travels(tmp_path, body_a, province):
    meeting, other = (factories.MeetingFactory(body=body_a) for _n in range(2))
    items = [factories.AgendaItemFactory(meeting=meeting, position=place) for place in (1, 2)]
    task = factories.TaskFactory(body=body_a, meeting=meeting, agenda_item=items[1])
    decision = factories.DecisionFactory(body=body_a, meeting=meeting, agenda_item=items[0])
    exports.export(to=tmp_path / "a.xlsx")
    meetings.Task.objects.update(agenda_item=None)
    meetings.Decision.objects.update(agenda_item=items[1])
    imports.commit(path=tmp_path / "a.xlsx", by=None)
    task.refresh_from_db()
    decision.refresh_from_db()
    assert (task.agenda_item, decision.agenda_item) == (items[1], items[0])

    rows = [["Mã nhiệm vụ", "Mã tổ chức", "Nhiệm vụ", "Ngày giao"]]
    rows.append([task.code, body_a.code, "Việc khác", f"{task.given_on:%d/%m/%Y}"])
    imports.commit(path=workbooks.save(tmp_path / "b.xlsx", {"Nhiệm vụ": rows}), by=None)
    task.refresh_from_db()
    assert (task.title, task.agenda_item) == ("Việc khác", items[1]), "without the column nothing changes"

    head = ["Mã nhiệm vụ", "Mã tổ chức", "TT nội dung", "Nhiệm vụ", "Ngày giao"]
    for place, expected in ((1, []), (9, [(2, "TT nội dung")])):
        row = [task.code, body_a.code, place, task.title, f"{task.given_on:%d/%m/%Y}"]
        path = workbooks.save(tmp_path / "c.xlsx", {"Nhiệm vụ": [head, row]})
        assert [(one.row, one.column) for one in imports.preview(path=path).faults] == expected
        if not expected:
            imports.commit(path=path, by=None)
            task.refresh_from_db()
            assert task.agenda_item == items[0]
    head.insert(2, "Mã cuộc họp")
    row.insert(2, other.code)
    path = workbooks.save(tmp_path / "d.xlsx", {"Nhiệm vụ": [head, row]})
    assert [one.column for one in imports.preview(path=path).faults] == ["TT nội dung"]


def test_every_field_of_every_fact_travels():
    carried = {(sheet.record, column.field) for sheet in SHEETS for column in sheet.columns if not column.of}
    carried |= {
        ("person", column.field) for sheet in SHEETS for column in sheet.columns if column.of == "person"
    }
    for record in RECORDS.values():
        for field in record.model._meta.concrete_fields:
            if (
                field.primary_key
                or field.generated
                or field.related_model is User
                or field.name in record.links
            ):
                continue
            assert (
                record.name,
                field.name,
            ) in carried or field.name in record.key, (
                f"{record.name}.{field.name} does not travel in the workbook"
            )
        for link in record.links:
            names = record.links[link][1]
            assert all((record.name, name) in carried or name in record.key for name in names), (
                f"{record.name}.{link}"
            )


def test_an_exported_workbook_looks_like_one(tmp_path):
    imports.commit(path=workbooks.GOOD, by=None)
    exports.export(to=tmp_path / "a.xlsx")
    page = load_workbook(tmp_path / "a.xlsx")["Tổ chức"]
    assert (page.freeze_panes, page.auto_filter.ref, page["A1"].font.bold) == ("A2", "A1:N13", True)
    assert isinstance(page["F2"].value, dt.datetime)
    assert page["F2"].number_format == "dd/mm/yyyy"
    assert page.column_dimensions["B"].width > 20


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_escapes_come_back(text):
    assert unescape(escape(text)) == text
    assert not neutralise(text).startswith(("=", "+", "-", "@"))


@given(parts=st.lists(st.one_of(lines, hostile), max_size=5, unique=True))
@example(parts=['"', ";"])
def test_lists_in_a_cell_come_back(parts):
    kind = Items(Line(200))
    written = kind.write(tuple(parts))
    assert (kind.read(written) if written else ()) == tuple(parts)
    assert all(isinstance(part, str) for part in split_list(written or ""))
