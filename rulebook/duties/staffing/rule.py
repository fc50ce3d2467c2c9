"""Whether every seat has its holder, and the holders were looked at again after an election or congress."""

import datetime as dt
from collections.abc import Iterable, Iterator

from rulebook.calendar import ONE_DAY
from rulebook.case import Case, Deadline, Evidence, days_after
from rulebook.facts import Event, Membership, Seat
from rulebook.findings import Finding, Severity
from rulebook.rule import Act, Rule, _


def understaffed(case: Case) -> Iterator[Finding]:
    """A seat of the required strength is filled within the days set for it.

    Not raised when the body or the seat ends by the due day. Article: the office's own setting.

    Evidence: `seat` {`record`, `code`, `role`, `starts_on`, `ends_on`}, `vacant_since`, `vacant_because`
    (`holder-left` or `seat-created`), `last_holder` ({`record`, `code`, `seat`, `starts_on`, `ends_on`} or
    None), `seats` (in force), `vacant` (how many have no member), `vacant_seats` (their codes), `members`,
    `body_ends_on`, `serious_because` (any of `secretary`, `share`, `overdue`), `due`.
    """
    for seat in case.vacant:
        last = _last_holder(case, seat)
        left_on = last.ends_on + ONE_DAY if last and last.ends_on else seat.starts_on
        left = (left_on, "holder-left" if last else "seat-created")
        start, reason = max(left, (seat.starts_on, "seat-created"))
        if not case.law.applies("understaffed", start):
            continue
        use, share = case.law.duty("restaff_days", start), case.law.duty("vacancy_serious_share", start)
        due = days_after(start, reason, use)
        ends = [end for end in (seat.ends_on, case.facts.ended_on) if end is not None]
        if ends and min(ends) <= case.deadline(due.lawful):
            continue
        late, many = case.late(due.lawful), _many_vacant(case, start)
        grounds = {"secretary": seat.role == "secretary", "share": many, "overdue": late}
        evidence = _vacancy(case, seat, last) | {"vacant_since": start, "vacant_because": reason}
        evidence["serious_because"] = [ground for ground, holds in grounds.items() if holds]
        severity: Severity = "serious" if any(grounds.values()) else "warning"
        yield case.finding(
            "understaffed", seat.code, severity, (use, share), evidence, due, arose_on=start, overdue=late
        )


def _many_vacant(case: Case, start: dt.date) -> bool:
    least = case.law.measure("vacancy_serious_share", start)
    return bool(len(case.vacant) * least.denominator >= len(case.seats) * least.numerator)


def _vacancy(case: Case, seat: Seat, last: Membership | None) -> Evidence:
    return {
        "seat": {"record": "seat", **seat._asdict()},
        "last_holder": {"record": "person", "code": last.person, **last._asdict()} if last else None,
        "seats": len(case.seats),
        "vacant": len(case.vacant),
        "vacant_seats": sorted(seat.code for seat in case.vacant),
        "members": case.members,
        "body_ends_on": case.facts.ended_on,
    }


def restaff_due(case: Case) -> Iterator[Finding]:
    """After an election or congress that touched the body its staffing is renewed, or recorded as kept
    unchanged.

    Only the latest event within 12 months counts; of two on one day each is to be settled. Article: the
    office's own setting.

    Evidence: `events` (those of that day, each {`record`, `code`: its name, `kind`, `name`, `occurred_on`}),
    `looked_for` (`membership-started` and `kept-unchanged`, none found), `searched_from` and `last_start`
    (the body's latest membership start before the event, or None), `due`.
    """
    first, events = case.facts.founded_on, case.facts.events
    touched = [e for e in events if first <= e.occurred_on <= case.on and case.recent(e.occurred_on)]
    if not touched:
        return
    day = max(event.occurred_on for event in touched)
    latest = sorted((e for e in touched if e.occurred_on == day), key=lambda e: (e.kind, e.name))
    starts = [m.starts_on for m in case.facts.memberships if m.starts_on <= case.on]
    if any(start >= day for start in starts) or _all_kept_unchanged(case, latest):
        return
    if not case.law.applies("restaff-due", day):
        return
    use = case.law.duty("restaff_days", day)
    due = days_after(day, "event", use)
    evidence = {
        "events": [{"record": "event", "code": event.name, **_shown(event)} for event in latest],
        "looked_for": ["membership-started", "kept-unchanged"],
        "searched_from": day,
        "last_start": max(starts, default=None),
    }
    overdue = case.late(due.lawful)
    parameters = use, case.law.use("look_back_months", case.on)
    severity: Severity = "warning" if overdue else "info"
    subject = day.isoformat()
    yield case.finding(
        "restaff-due", subject, severity, parameters, evidence, due, arose_on=day, overdue=overdue
    )


def _all_kept_unchanged(case: Case, events: Iterable[Event]) -> bool:
    """Return whether the staffing was recorded as kept unchanged after each of the events."""
    return all(e.kept_unchanged_on is not None and e.kept_unchanged_on <= case.on for e in events)


def _shown(event: Event) -> Evidence:
    return {"kind": event.kind, "name": event.name, "occurred_on": event.occurred_on}


def term_ending(case: Case) -> Iterator[Finding]:
    """A term about to end is announced while no later membership of the seat is recorded.

    Only where the seat and the body go on after that day. Article: the office's own setting.

    Evidence: `seat` (as for understaffed), `holder` {`record`, `code`, `seat`, `starts_on`, `ends_on`},
    `looked_for` (`later-membership`, none found), `due`.
    """
    if not case.law.applies("term-ending", case.on):
        return
    use = case.law.use("term_ending_days", case.on)
    notice = dt.timedelta(use.value)
    ending = {
        seat: (holder, holder.ends_on)
        for seat, holder in case.holders.items()
        if holder.ends_on is not None and holder.ends_on - notice <= case.on
    }
    for seat in case.facts.seats if ending else ():
        if seat.code not in ending:
            continue
        holder, ends_on = ending[seat.code]
        if not _asks_for_a_successor(case, seat, ends_on):
            continue
        evidence = {
            "seat": {"record": "seat", **seat._asdict()},
            "holder": {"record": "person", "code": holder.person, **holder._asdict()},
            "looked_for": ["later-membership"],
        }
        due = Deadline(ends_on, ends_on, "term")
        yield case.finding(
            "term-ending", seat.code, "info", (use,), evidence, due, arose_on=case.on, overdue=False
        )


def _asks_for_a_successor(case: Case, seat: Seat, ends_on: dt.date) -> bool:
    """Return whether the seat and the body go on after the day, and nobody is recorded to come."""
    goes_on = all(end is None or end > ends_on for end in (seat.ends_on, case.facts.ended_on))
    later = any(m.seat == seat.code and m.starts_on > ends_on for m in case.facts.memberships)
    return goes_on and not later


def _last_holder(case: Case, seat: Seat) -> Membership | None:
    """Return the membership of the seat that ended last before the day."""
    past = [
        m
        for m in case.facts.memberships
        if m.seat == seat.code and m.ends_on is not None and m.ends_on < case.on
    ]
    return max(past, key=lambda m: (m.ends_on, m.starts_on, m.person), default=None)


UNDERSTAFFED = Rule(
    "understaffed",
    understaffed,
    ("restaff_days", "vacancy_serious_share"),
    title=_("Khuyết vị trí"),
    act=Act("delegations:designate", "seat", _("Chỉ định thành viên")),
)
RESTAFF_DUE = Rule(
    "restaff-due",
    restaff_due,
    ("restaff_days", "look_back_months"),
    title=_("Chưa rà soát, kiện toàn sau bầu cử, đại hội"),
    act=Act("delegations:roster", "body", _("Kiện toàn, chỉ định thành viên")),
)
TERM_ENDING = Rule(
    "term-ending",
    term_ending,
    ("term_ending_days",),
    title=_("Sắp hết thời hạn"),
    act=Act("delegations:designate", "seat", _("Chỉ định người kế tiếp")),
)
