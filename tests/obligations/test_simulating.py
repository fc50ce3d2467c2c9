"""What drafted rows of law would change, before they bind, is what is found once they bind."""

import datetime as dt

import pytest

from core import clock
from core.errors import Refused
from delegations.models import BodyKind, KindRow, LawRow, LawSimulation
from delegations.services import kind_drafts, law_drafts
from delegations.services.kind_drafts import KindChange
from delegations.services.law_drafts import NewRow
from obligations.models import FindingSpan
from obligations.services import drafted, judging, law_in_force, simulating
from obligations.services.simulating import Difference, Piece, State, differences
from reports.services import regime_drafts
from tests import factories
from tests.worlds.provinces import store_random

D = dt.date
LATE = State("overdue", "warning", D(2026, 3, 31))
GRAVE = State("overdue", "serious", D(2026, 3, 31))


def monthly(kind, starts_on, **more):
    values = {
        "rule": "",
        "parameter": "meeting_cadence_months",
        "value": "1",
        "ends_on": None,
        "reference": "Thử",
    }
    return NewRow(kind=kind, starts_on=starts_on, **(values | more))


def test_the_differences_of_two_courses():
    old = [Piece(D(2026, 4, 1), D(2026, 6, 1), LATE), Piece(D(2026, 6, 1), None, GRAVE)]
    new = [Piece(D(2026, 2, 1), D(2026, 5, 1), LATE), Piece(D(2026, 6, 1), None, LATE)]
    assert differences(old, new) == [
        Difference(D(2026, 2, 1), D(2026, 4, 1), None, LATE),
        Difference(D(2026, 5, 1), D(2026, 6, 1), LATE, None),
        Difference(D(2026, 6, 1), None, GRAVE, LATE),
    ]
    assert [one.what for one in differences(old, new)] == ["flagged", "freed", "changed"]
    assert differences(old, old) == []


def stored(day):
    rows = FindingSpan.objects.filter(recorded__upper_inf=True, days__contains=day)
    return {
        (row.body_id, row.rule, row.subject): [
            row.status,
            row.severity,
            row.due_on and row.due_on.isoformat(),
        ]
        for row in rows
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [3, 11])
def test_what_is_simulated_is_what_comes_true(
    seed, today, staff, administrator, django_capture_on_commit_callbacks
):
    store_random(seed, bodies=10, year=2025)
    judging.sweep(on=today, at=clock.now(), everything=True)
    rows = [
        monthly(None, D(2026, 2, 1)),
        monthly(
            None, D(2026, 10, 1), rule="minutes-missing", parameter="", value="no", ends_on=D(2026, 12, 31)
        ),
    ]
    draft = law_drafts.start(title="Thử", rows=rows, by=staff)
    outcome = simulating.ask(draft=draft, by=staff).outcome
    days = [today + dt.timedelta(n) for n in (0, 1, 30, 200, 390)]
    before = {day: stored(day) for day in days}
    assert outcome["bodies"], "this world shows nothing"

    with django_capture_on_commit_callbacks(execute=True):
        law_in_force.put_in_force(draft=draft, by=administrator)
    judging.sweep(on=today, at=clock.now())

    for day in days:
        expected = dict(before[day])
        for body_id, change in simulating.states_on(outcome, day):
            key = body_id, change["rule"], change["subject"]
            assert expected.get(key) == change["old"]
            expected.pop(key, None)
            if change["new"]:
                expected[key] = change["new"]
        assert expected == stored(day), day
    assert LawRow.objects.filter(drafted__draft=draft).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [5, 12])
def test_regimes_and_kinds_come_true_as_simulated(
    seed, today, staff, administrator, django_capture_on_commit_callbacks
):
    store_random(seed, bodies=10, year=2025)
    judging.sweep(on=today, at=clock.now(), everything=True)
    regime = factories.ReportRegimeFactory(code="BC-CU", starts_on=D(2025, 1, 1))
    judging.sweep(on=today, at=clock.now())
    terms = {"name": "Báo cáo tháng", "rhythm": "month", "due_days": 5, "notice_days": 3, "reference": "Thử"}
    made = regime_drafts.add(
        draft=None,
        values={"code": "BC-MOI", "starts_on": today + dt.timedelta(40), "ends_on": None, **terms},
        kinds=[],
        replaces=regime,
        today=today,
        by=staff,
    )
    kinds = BodyKind.objects.filter(bodies__isnull=False, is_organ=False).distinct()
    for kind in kinds:
        change = KindChange(kind, "commune", ["agency"], today - dt.timedelta(100), None, "Thử")
        kind_drafts.add(draft=made.draft, change=change, by=staff)
    outcome = simulating.ask(draft=made.draft, by=staff).outcome
    days = [today + dt.timedelta(n) for n in (-99, 0, 1, 30, 80, 200, 390)]
    before = {day: stored(day) for day in days}
    assert {"report-missing", "coordination-missing"} <= set(outcome["rules"])
    old = {day: stored(day) for day in (today - dt.timedelta(101), today - dt.timedelta(300))}

    with django_capture_on_commit_callbacks(execute=True):
        law_in_force.put_in_force(draft=made.draft, by=administrator)
    judging.sweep(on=today, at=clock.now())

    for day in days[1:]:
        expected = dict(before[day])
        for body_id, change in simulating.states_on(outcome, day):
            key = body_id, change["rule"], change["subject"]
            assert expected.get(key) == change["old"]
            expected.pop(key, None)
            if change["new"]:
                expected[key] = change["new"]
        assert expected == stored(day), day
    assert {day: stored(day) for day in old} == old
    assert before[days[0]] != stored(days[0])


@pytest.mark.django_db
def test_a_row_on_a_kind_decides_on_its_days_only(today, body_a):
    factories.ProvinceFactory(tracking_from=D(2020, 1, 1))
    rows = [(D(2025, 1, 1), D(2025, 12, 31), []), (D(2025, 7, 1), None, ["agency"])]
    for starts_on, ends_on, kinds in rows:
        KindRow.objects.create(
            kind=body_a.kind, coordination_kinds=kinds, starts_on=starts_on, ends_on=ends_on, reference="Thử"
        )
    judging.sweep(on=today, at=clock.now())
    on = (D(2024, 12, 31), D(2025, 1, 1), D(2025, 6, 30), D(2025, 7, 1), D(2026, 6, 1))
    raised = [("coordination-missing" in {rule for _body, rule, _subject in stored(day)}) for day in on]
    assert raised == [True, False, False, True, True]


@pytest.mark.django_db
def test_what_was_never_judged_is_judged_first(today, staff, body_a):
    factories.ProvinceFactory(tracking_from=D(2025, 1, 1))
    draft = law_drafts.start(title="Thử", rows=[monthly(body_a.kind, D(2027, 1, 1))], by=staff)
    outcome = simulating.ask(draft=draft, by=staff).outcome
    assert outcome["earlier"]["findings"] > 0
    assert outcome["earlier"]["changed"] == 0


@pytest.mark.django_db
def test_whoever_came_to_hold_duties_is_concerned(body_a, body_b, staff):
    other = factories.BodyKindFactory(name="Đảng uỷ")
    heir, last = factories.BodyFactory(kind=other), factories.BodyFactory(kind=other)
    stranger = factories.BodyFactory(kind=other)
    heir.duty_inheritances.create(predecessor=body_a, starts_on=D(2025, 3, 1), duties=["tasks"])
    last.inheritances.create(predecessor=heir)
    draft = law_drafts.start(title="Thử", rows=[monthly(body_a.kind, D(2027, 1, 1))], by=staff)
    found = simulating.concerned(drafted.of_draft(draft))
    assert found == {body_a.pk, body_b.pk, heir.pk, last.pk}
    assert stranger.pk not in found


@pytest.mark.django_db
def test_a_draft_that_is_being_simulated_waits_and_a_lost_one_may_be_asked_again(
    today, staff, body_a, monkeypatch
):
    factories.ProvinceFactory()
    monkeypatch.setattr(simulating, "AT_ONCE", 0)
    draft = law_drafts.start(title="Thử", rows=[monthly(None, D(2027, 1, 1))], by=staff)
    simulating.ask(draft=draft, by=staff)
    with pytest.raises(Refused, match="đang được mô phỏng"):
        simulating.ask(draft=draft, by=staff)
    LawSimulation.objects.update(asked_at=clock.now() - simulating.LOST_AFTER)
    simulating.ask(draft=draft, by=staff)
    law_drafts.discard(draft=draft, reason="Thôi", by=staff)
    with pytest.raises(Refused, match="Chỉ mô phỏng dự thảo đang soạn"):
        simulating.ask(draft=draft, by=staff)
