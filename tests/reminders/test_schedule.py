"""The decisions about who is told what: single cases read as sentences, and properties that hold for any
case."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.schedule import (
    Fault,
    Finding,
    Ladder,
    Ladders,
    LedgerLine,
    Recipient,
    Snooze,
    Step,
    brief_due_for,
    brief_entries,
    for_letter,
    next_sending_day,
    plan_digests,
)

DUE = dt.date(2026, 6, 30)
OPENING = dt.datetime(2026, 6, 16, 0, 5, tzinfo=dt.UTC)
STEPS = (
    Step(None, frozenset({"contact"})),
    Step(1, frozenset({"contact", "secretary"})),
    Step(7, frozenset({"contact", "secretary", "office"})),
    Step(30, frozenset({"contact", "secretary", "office", "brief", "letter"})),
)
LADDERS = Ladders([Ladder("", None, dt.date(2004, 1, 1), STEPS)])
PEOPLE = {
    (1, "contact"): (Recipient("a@tinh.example", "Đảng đoàn A"),),
    (1, "secretary"): (Recipient("bithu@tinh.example", "Bí thư A"),),
    (2, "contact"): (Recipient("b@tinh.example", "Đảng đoàn B"),),
    (2, "secretary"): (Recipient("bithu@tinh.example", "Bí thư A"),),
    (None, "office"): (Recipient("vp@tinh.example", "Văn phòng"),),
}


def finding(
    flag=1,
    body=1,
    status="overdue",
    severity="warning",
    due_on=DUE,
    opened_on=dt.date(2026, 6, 16),
    opening=OPENING,
    rule="meeting-overdue",
):
    return Finding(flag, body, rule, status, severity, due_on, opened_on, opening)


def plan(findings, today, *, ledger=(), snoozes=(), stopped=(), ladders=LADDERS, people=PEOPLE):
    return plan_digests(
        findings, ladders=ladders, people=people, ledger=ledger, snoozes=snoozes, stopped=stopped, today=today
    )


def mails(result):
    return {
        digest.recipient.address: [
            (entry.finding.flag, entry.step, entry.audience) for entry in digest.entries
        ]
        for digest in result.digests
    }


def as_told(result, day):
    lines = [
        LedgerLine(e.finding.flag, e.finding.opening, e.step, d.recipient.address, day)
        for d in result.digests
        for e in d.entries
    ]
    return lines + [
        LedgerLine(s.finding.flag, s.finding.opening, s.step, s.address, day) for s in result.skips
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2026, 6, 15), {}),
        (dt.date(2026, 6, 16), {"a@tinh.example": [(1, "opened", "contact")]}),
        (dt.date(2026, 6, 30), {"a@tinh.example": [(1, "opened", "contact")]}),
        (
            dt.date(2026, 7, 1),
            {"a@tinh.example": [(1, "+1", "contact")], "bithu@tinh.example": [(1, "+1", "secretary")]},
        ),
        (
            dt.date(2026, 7, 7),
            {
                "a@tinh.example": [(1, "+7", "contact")],
                "bithu@tinh.example": [(1, "+7", "secretary")],
                "vp@tinh.example": [(1, "+7", "office")],
            },
        ),
    ],
)
def test_each_step_falls_due_on_its_day(today, expected):
    assert mails(plan([finding()], today)) == expected


def test_a_day_before_its_day_a_step_is_silent():
    ledger = as_told(plan([finding()], dt.date(2026, 7, 1)), dt.date(2026, 7, 1))
    assert mails(plan([finding()], dt.date(2026, 7, 6), ledger=ledger)) == {}


def test_after_a_pause_only_the_latest_step_goes_out_and_the_earlier_are_noted():
    result = plan([finding()], dt.date(2026, 7, 20))
    assert mails(result)["a@tinh.example"] == [(1, "+7", "contact")]
    assert [(skip.step, skip.address) for skip in result.skips] == [
        ("+1", "a@tinh.example"),
        ("opened", "a@tinh.example"),
        ("+1", "bithu@tinh.example"),
    ]


def test_a_finding_that_is_first_seen_late_starts_at_the_rung_it_has_reached():
    found = finding(opened_on=dt.date(2026, 7, 20))
    result = plan([found], dt.date(2026, 7, 20))
    assert mails(result)["a@tinh.example"] == [(1, "+7", "contact")]
    assert [skip.step for skip in result.skips if skip.address == "a@tinh.example"] == ["+1", "opened"]
    ledger = as_told(result, dt.date(2026, 7, 20))
    assert mails(plan([found], dt.date(2026, 7, 29), ledger=ledger)) == {}
    assert mails(plan([found], dt.date(2026, 7, 30), ledger=ledger))["a@tinh.example"] == [
        (1, "+30", "contact")
    ]


def test_a_finding_without_a_due_day_counts_from_the_day_it_was_seen():
    found = finding(due_on=None, rule="agenda-narrow")
    assert mails(plan([found], dt.date(2026, 6, 17)))["bithu@tinh.example"] == [(1, "+1", "secretary")]
    assert "bithu@tinh.example" not in mails(plan([found], dt.date(2026, 6, 16)))


def test_a_new_secretary_is_told_though_the_former_one_was():
    ledger = as_told(plan([finding()], dt.date(2026, 7, 1)), dt.date(2026, 7, 1))
    people = PEOPLE | {(1, "secretary"): (Recipient("moi@tinh.example", "Bí thư mới"),)}
    assert mails(plan([finding()], dt.date(2026, 7, 3), ledger=ledger, people=people)) == {
        "moi@tinh.example": [(1, "+1", "secretary")]
    }


def test_a_changed_ladder_does_not_tell_again_what_was_told_since_the_step_fell_due():
    ledger = as_told(plan([finding()], dt.date(2026, 7, 7)), dt.date(2026, 7, 7))
    moved = Ladders([Ladder("", None, dt.date(2004, 1, 1), (Step(5, frozenset({"contact"})),))])
    assert mails(plan([finding()], dt.date(2026, 7, 8), ledger=ledger, ladders=moved)) == {}


def test_a_finding_that_opens_again_is_told_again():
    ledger = as_told(plan([finding()], dt.date(2026, 7, 1)), dt.date(2026, 7, 1))
    again = finding(opening=OPENING + dt.timedelta(days=40))
    assert "a@tinh.example" in mails(plan([again], dt.date(2026, 7, 26), ledger=ledger))


def test_waived_and_snoozed_findings_are_never_mailed():
    day = dt.date(2026, 7, 7)
    assert mails(plan([finding(status="waived")], day)) == {}
    assert mails(plan([finding()], day, snoozes=[Snooze(1, None, day)])) == {}
    assert mails(plan([finding()], day, snoozes=[Snooze(1, 1, day)])) == {}
    assert mails(plan([finding()], day, snoozes=[Snooze(1, 2, day), Snooze(2, None, day)])) != {}
    assert mails(plan([finding()], day, snoozes=[Snooze(1, 1, day - dt.timedelta(days=1))])) != {}


def test_no_address_is_a_fault_and_so_is_a_stopped_one():
    people = {key: value for key, value in PEOPLE.items() if key != (1, "secretary")}
    result = plan([finding()], dt.date(2026, 7, 1), people=people, stopped={"a@tinh.example"})
    assert mails(result) == {}
    assert result.faults == (
        Fault(1, "contact", "stopped", "a@tinh.example"),
        Fault(1, "secretary", "missing"),
    )


def test_one_address_gets_one_mail_with_the_most_serious_body_first():
    findings = [
        finding(flag=1, body=1, severity="warning"),
        finding(flag=2, body=2, severity="info"),
        finding(flag=3, body=2, severity="serious"),
    ]
    result = plan(findings, dt.date(2026, 7, 1))
    assert mails(result)["bithu@tinh.example"] == [
        (3, "+1", "secretary"),
        (2, "+1", "secretary"),
        (1, "+1", "secretary"),
    ]


def test_an_address_reached_in_two_ways_is_told_once_at_the_latest_step():
    people = PEOPLE | {(None, "office"): (Recipient("A@tinh.example", "Văn phòng"),)}
    assert mails(plan([finding()], dt.date(2026, 7, 7), people=people)) == {
        "a@tinh.example": [(1, "+7", "contact")],
        "bithu@tinh.example": [(1, "+7", "secretary")],
    }


def test_the_most_particular_ladder_in_force_decides_alone():
    contact = frozenset({"contact"})
    ladders = Ladders(
        [
            Ladder("", None, dt.date(2004, 1, 1), (Step(1, contact),)),
            Ladder("meeting-overdue", None, dt.date(2026, 1, 1), (Step(2, contact),)),
            Ladder("meeting-overdue", None, dt.date(2026, 7, 1), (Step(3, contact),)),
            Ladder("", 1, dt.date(2004, 1, 1), (Step(4, contact),)),
            Ladder("meeting-overdue", 2, dt.date(2004, 1, 1), (Step(5, contact),)),
        ]
    )

    def days(rule, body, on):
        return [step.days for step in ladders.steps(rule, body, on)]

    assert days("understaffed", 9, DUE) == [1]
    assert days("meeting-overdue", 9, dt.date(2025, 12, 31)) == [1]
    assert days("meeting-overdue", 9, dt.date(2026, 6, 30)) == [2]
    assert days("meeting-overdue", 9, dt.date(2026, 7, 1)) == [3]
    assert days("meeting-overdue", 1, dt.date(2026, 7, 1)) == [4]
    assert days("meeting-overdue", 2, dt.date(2026, 7, 1)) == [5]
    assert days("meeting-overdue", 2, dt.date(2003, 7, 1)) == []


def test_thirty_days_late_reaches_the_brief_and_a_letter():
    for day, expected in ((dt.date(2026, 7, 29), []), (dt.date(2026, 7, 30), [1])):
        assert [
            entry.finding.flag for entry in brief_entries([finding()], ladders=LADDERS, snoozes=(), today=day)
        ] == expected
        assert [
            found.flag for found in for_letter([finding()], ladders=LADDERS, snoozes=(), today=day)
        ] == expected


def test_the_next_sending_day_passes_over_weekends_and_days_off():
    days_off = {dt.date(2026, 11, 23): True}
    assert next_sending_day(dt.date(2026, 11, 20), days_off, on_days_off=False) == dt.date(2026, 11, 24)
    assert next_sending_day(dt.date(2026, 11, 20), days_off, on_days_off=True) == dt.date(2026, 11, 21)


def test_the_brief_is_due_on_its_weekday_and_after_it_until_the_week_ends():
    monday = dt.date(2026, 11, 23)
    assert [brief_due_for(monday + dt.timedelta(days=n), 1) for n in range(7)] == [None] + [
        monday + dt.timedelta(days=1)
    ] * 6


# Any findings, any ladder, any days
# ------------------------------------------------------------------------------

audiences = st.frozensets(st.sampled_from(["contact", "secretary", "office", "brief", "letter"]))
ladders = st.lists(
    st.builds(Step, st.one_of(st.none(), st.integers(-30, 60)), audiences),
    max_size=6,
    unique_by=lambda step: step.days,
).map(lambda steps: Ladders([Ladder("", None, dt.date(2004, 1, 1), tuple(steps))]))
findings_of_two_bodies = st.lists(
    st.builds(
        finding,
        flag=st.integers(1, 30),
        body=st.sampled_from([1, 2]),
        status=st.sampled_from(["due", "overdue", "waived"]),
        severity=st.sampled_from(["info", "warning", "serious"]),
        due_on=st.one_of(st.none(), st.dates(dt.date(2026, 6, 1), dt.date(2026, 7, 31))),
        opened_on=st.dates(dt.date(2026, 6, 1), dt.date(2026, 7, 31)),
    ),
    max_size=8,
    unique_by=lambda found: found.flag,
)
days = st.dates(dt.date(2026, 6, 1), dt.date(2026, 9, 30))


@given(findings_of_two_bodies, ladders, days)
def test_planning_again_with_the_ledger_written_plans_nothing(findings, ladders, today):
    first = plan(findings, today, ladders=ladders)
    again = plan(findings, today, ladders=ladders, ledger=as_told(first, today))
    assert (again.digests, again.skips) == ((), ())


@given(findings_of_two_bodies, ladders, st.lists(days, min_size=1, max_size=12))
def test_over_any_days_no_step_is_told_twice_to_an_address(findings, ladders, run):
    ledger: list[LedgerLine] = []
    for today in sorted(run):
        result = plan(findings, today, ladders=ladders, ledger=ledger)
        ledger += as_told(result, today)
        for digest in result.digests:
            flags = [entry.finding.flag for entry in digest.entries]
            assert len(flags) == len(set(flags))
    keys = [(line.flag, line.opening, line.step, line.address.lower()) for line in ledger]
    assert len(keys) == len(set(keys))


@given(findings_of_two_bodies, ladders, days, st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_nothing(findings, ladders, today, random):
    shuffled = list(findings)
    random.shuffle(shuffled)
    assert plan(findings, today, ladders=ladders).digests == plan(shuffled, today, ladders=ladders).digests


@given(findings_of_two_bodies, ladders, days)
def test_only_people_named_by_a_reached_step_are_told_and_waived_never(findings, ladders, today):
    for digest in plan(findings, today, ladders=ladders).digests:
        for entry in digest.entries:
            reached = ladders.reached(entry.finding, today)
            assert entry.finding.status != "waived"
            assert any(step.name == entry.step and entry.audience in step.audiences for step in reached)


@given(findings_of_two_bodies, ladders, days, st.integers(0, 20))
def test_a_pause_ends_with_the_same_last_step_as_no_pause(findings, ladders, start, pause):
    """Whoever would have been told by the end of a pause is told after it, of the same finding and at the
    same last step."""
    end = start + dt.timedelta(days=pause)
    ledger: list[LedgerLine] = []
    for n in range(pause + 1):
        today = start + dt.timedelta(days=n)
        ledger += as_told(plan(findings, today, ladders=ladders, ledger=ledger), today)
    after = plan(findings, end, ladders=ladders)
    assert {(line.flag, line.address) for line in ledger} == {
        (e.finding.flag, d.recipient.address) for d in after.digests for e in d.entries
    }
