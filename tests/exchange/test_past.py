"""The samples of a first start: no warning, and a past that agrees with itself."""

import datetime as dt
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from accounts.models import User
from core import clock, known
from delegations.models import Body, Membership, Province, Seat
from delegations.queries.accounts import of_hand_over
from delegations.services.offices import plan_hand_over
from exchange.services import imports
from exchange.services.past import recording
from meetings.models import Meeting
from obligations import facts
from obligations.models import FindingSpan, Touch
from obligations.queries import findings
from obligations.services import judging
from runtime.sample import SAMPLES, Sample
from tests.exchange import workbooks
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]
BODIES = {"2026": 47, "2021": 12}
BEGAN = dt.datetime.combine(recording.BEGAN, recording.HOUR, clock.ZONE)
# Days of each manner of entering and without entry, and days around the reforms of 2025.
DAYS = [
    dt.date(2024, 1, 2),
    dt.date(2024, 9, 14),
    dt.date(2025, 2, 21),
    dt.date(2025, 7, 4),
    dt.date(2026, 3, 13),
    dt.date(2026, 10, 6),
    dt.date(2026, 11, 20),
]


@pytest.fixture(params=SAMPLES)
def year(request, today) -> str:
    """Bring a sample in as a first start does, and return its name."""
    chosen = SAMPLES[request.param]
    call_command("sample_users", secretary=[chosen.secretary, chosen.secretary_name])
    call_command("import_sample", str(chosen.workbook), post=chosen.post)
    return request.param


def found_on(day: dt.date) -> list[tuple]:
    return sorted(
        findings.on_day(day).values_list("body__code", "rule", "subject", "status", "severity", "due_on")
    )


def judged_on(day: dt.date) -> list[tuple]:
    verdicts = list(judging.verdicts(judging.standard(day), facts.bodies()))
    assert [verdict.error for verdict in verdicts if verdict.error] == []
    return sorted(
        (verdict.code, found.rule, found.subject, found.status, found.severity, found.due_on)
        for verdict in verdicts
        for found in verdict.findings
    )


def test_a_first_start_has_a_past_that_agrees_with_itself(year, capsys, today):
    assert "Lưu ý" not in capsys.readouterr().out
    assert Body.objects.count() == BODIES[year]
    assert not Touch.objects.exists()
    check_that_nothing_is_left_to_import(year)
    check_that_findings_agree_with_what_was_known(today)
    check_the_history(today)
    check_that_the_secretary_goes_with_the_post(SAMPLES[year], today)


def check_that_the_secretary_goes_with_the_post(chosen: Sample, today: dt.date) -> None:
    """A newcomer who hands the office over sees the account go along."""
    secretary = User.objects.get(username=chosen.secretary)
    post = Seat.objects.select_related("office").get(code=chosen.post)
    held = Membership.objects.active_on(today).get(seat=post)
    moves = plan_hand_over(
        office=post.office, leaving=held.person, arriving=PersonFactory(), on=today + dt.timedelta(1)
    )
    assert secretary.person == held.person
    assert set(Body.objects.visible_to(secretary)) == {post.body}
    assert [move.obstacle for move in moves if move.seat == post] == [""]
    assert of_hand_over(moves, None).leaving == secretary


def check_that_nothing_is_left_to_import(year: str) -> None:
    """The rows are those that the workbook alone gives."""
    outcome = imports.preview(path=SAMPLES[year].workbook)
    assert (outcome.faults, outcome.warnings) == ([], [])
    assert all(count.new == count.changed == count.removed == 0 for count in outcome.counts.values())


def check_that_findings_agree_with_what_was_known(today: dt.date) -> None:
    seen = []
    for day in DAYS:
        with known.at_end_of(day):
            seen.append(found_on(day))
            assert seen[-1] == judged_on(day)
            later = day + dt.timedelta(40)
            assert found_on(later) == judged_on(later)
    assert found_on(today) == judged_on(today)
    # Records were late: what was known on a day is not what is known of it now.
    assert sum(found_on(day) != then for day, then in zip(DAYS, seen, strict=True)) >= 5


def check_the_history(today: dt.date) -> None:
    now = clock.now()
    for _model, events in known.tracked_models(apps):
        assert not events.objects.exclude(pgh_created_at__range=(BEGAN, now)).exists()
    events = known.event_model(Meeting)
    assert events.objects.dates("pgh_created_at", "day").count() > 60
    assert set(events.objects.values_list("pgh_context__metadata__user", flat=True)) == {
        User.objects.get(username="chuyenvien").pk
    }
    written = Counter(events.objects.values_list("pgh_obj_id", flat=True))
    assert max(written.values()) >= 3  # planned, held, minuted, sometimes corrected
    assert FindingSpan.objects.filter(recorded__endswith__isnull=False).count() > 300


def test_a_sample_comes_only_where_there_is_no_body(body_a):
    with pytest.raises(CommandError, match="Đã có tổ chức đảng"):
        call_command("import_sample", str(SAMPLES["2021"].workbook), post="DD-HND-01")
    assert not Province.objects.exists()


def test_the_same_sample_has_the_same_past():
    """Also where it is brought in on another day after its last, and none later than the first start."""
    before = {Province: {}, Body: {}, Meeting: {}}
    row = {"id": 1, "body_id": 1, "status": "held", "held_on": dt.date(2026, 9, 1)}
    row |= dict.fromkeys(["minutes_signed_on", "chair_id"])
    after = {Province: {}, Body: {}, Meeting: {1: row}}
    made = [
        list(recording.versions(before, after, day)) for day in (dt.date(2026, 11, 23), dt.date(2027, 5, 1))
    ]
    assert made[0] == made[1]
    early = list(recording.versions(before, after, dt.date(2025, 1, 3)))
    assert {version.on for version in early} == {dt.date(2025, 1, 3)}


def cells(path) -> dict[tuple[str, int, int], object]:
    book = load_workbook(path, read_only=True)
    return {
        (sheet.title, row, column): value
        for sheet in book
        for row, values in enumerate(sheet.iter_rows(values_only=True), start=1)
        for column, value in enumerate(values, start=1)
        if value is not None
    }


def test_the_sample_of_2026_is_the_shared_one_with_what_a_newcomer_is_to_see():
    """What the shared workbook is warned about is true of it: there the duties stay without a holder."""
    shared, bundled = cells(workbooks.GOOD_2026), cells(SAMPLES["2026"].workbook)
    changed = {key for key in shared.keys() | bundled.keys() if shared.get(key) != bundled.get(key)}
    assert all(key not in shared for key in changed if key[0].startswith("Nhiệm vụ"))
    assert {(sheet, row) for sheet, row, _column in changed if not sheet.startswith("Nhiệm vụ")} == {
        ("Kế thừa", 4),
        ("Kế thừa", 15),
        ("Kế thừa", 19),
        *(("Văn bản", row) for row in range(6, 10)),  # 66 → 399, 124 → 366
        *(("Vị trí", row) for row in (54, 211)),  # the post of the sample's secretary goes with an office
    }
    rated = Counter(
        value
        for (sheet, _row, column), value in bundled.items()
        if (sheet, column) == ("Nhiệm vụ bổ sung", 2)
    )
    assert min(rated["Vượt mức yêu cầu"], rated["Đạt yêu cầu"]) > 5
