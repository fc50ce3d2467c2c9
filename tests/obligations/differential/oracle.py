"""The rules once more, as plainly as they read and as slowly as that costs: what the product is compared
with.

Written from the catalogue of rules alone, apart from the product's code, which it neither imports nor
resembles. Every function takes a province `p` (rows as an office keeps them, see `Province`) and a day, looks
at every row each time and remembers nothing.
"""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from types import SimpleNamespace as Row
from typing import NamedTuple

ONE = dt.timedelta(days=1)
DAYS_RESTAFF, DAYS_REGULATION, DAYS_COORDINATION, DAYS_TERM = 90, 90, 180, 90


class Line(NamedTuple):
    """A finding as the sample's list of expected findings has it; `due_on` is empty where the rule has no due
    day."""

    on: str
    body: str
    rule: str
    subject: str
    status: str
    due_on: str
    severity: str


@dataclass
class Province:
    """The rows of a province. Each row is a namespace; an empty cell is None."""

    tracking_from: dt.date
    profile_146: bool = False
    shift: bool = False
    bodies: list[Row] = field(default_factory=list)  # code founded ended kinds
    cadences: list[Row] = field(default_factory=list)  # body months since
    seats: list[Row] = field(default_factory=list)  # body code role starts ends
    memberships: list[Row] = field(default_factory=list)  # body seat person starts ends
    documents: list[Row] = field(default_factory=list)  # number issued effect replaces
    regulations: list[Row] = field(default_factory=list)  # body number issued effect ends bases
    coordinations: list[Row] = field(default_factory=list)  # number kind parties effect ends
    events: list[Row] = field(
        default_factory=list
    )  # day kind name bodies kept (body -> day "kept unchanged" was recorded)
    meetings: list[Row] = field(
        default_factory=list
    )  # code body day kind status present minutes_on conclusion resolution
    items: list[Row] = field(default_factory=list)  # meeting n theme
    attendance: list[Row] = field(default_factory=list)  # meeting person state
    reports: list[Row] = field(default_factory=list)  # body year submitted returned resubmitted
    days_off: list[Row] = field(default_factory=list)  # day kind
    waivers: list[Row] = field(default_factory=list)  # body rule subject granted until
    decisions: list[Row] = field(
        default_factory=list
    )  # code body day theme matter outcome adopted written consulted votes_for opinion opinion_on
    tasks: list[Row] = field(default_factory=list)  # code body given due done
    consultations: list[Row] = field(default_factory=list)  # code body sent deadline closed
    submissions: list[Row] = field(default_factory=list)  # code body recorded promised sent


def findings(p: Province, day: dt.date) -> list[Line]:
    """Return every finding of the province on the day, sorted."""
    lines = []
    for body in p.bodies:
        for rule in RULES if is_active(body, day) else [annual_report_missing]:
            for subject, due_on, late, severity in rule(p, body, day):
                name = rule.__name__.replace("_", "-")
                status = "waived" if is_waived(p, body, name, subject, day) else "overdue" if late else "due"
                lines.append(Line(str(day), body.code, name, subject, status, str(due_on or ""), severity))
    return sorted(lines)


# --- Words
# ----------------------------------------------------------------------------


def is_active(body, day):
    return body.founded <= day and (body.ended is None or day <= body.ended)


def covers(row, day):
    return row.starts <= day and (row.ends is None or day <= row.ends)


def seats_in_force(p, body, day):
    return [seat for seat in p.seats if seat.body == body.code and covers(seat, day)]


def members(p, body, day):
    """The persons; who holds two seats is one."""
    in_force = [seat.code for seat in seats_in_force(p, body, day)]
    return {m.person for m in p.memberships if m.seat in in_force and covers(m, day)}


def one_year_before(day):
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def one_year_after(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def within_12_months(x, day):
    return one_year_before(day) < x <= day


def held_meetings(p, body, day):
    """The held meetings known on the day that are judged at all, in their order."""
    rows = [
        m
        for m in p.meetings
        if m.body == body.code and m.status == "held" and p.tracking_from <= m.day <= day
    ]
    return sorted(rows, key=lambda m: (m.day, m.code))


def rows_of_members(p, body, meeting):
    there = members(p, body, meeting.day)
    return [a for a in p.attendance if a.meeting == meeting.code and a.person in there]


def recorded_attendance(p, body, meeting):
    rows = rows_of_members(p, body, meeting)
    if rows:
        return sum(a.state == "present" for a in rows)
    return meeting.present


def below_quorum(p, body, meeting):
    count = len(members(p, body, meeting.day))
    present = recorded_attendance(p, body, meeting)
    if present is None or count == 0:
        return False
    needed = -(-2 * count // 3)
    return present < needed


def cadence(p, body, day):
    law = 1 if p.profile_146 and day >= dt.date(2024, 5, 14) else 3
    own = [c for c in p.cadences if c.body == body.code and c.since <= day]
    return min(law, max(own, key=lambda c: c.since).months) if own else law


def month_later(first, months):
    """The first day of the month so many months later."""
    total = first.month - 1 + months
    return dt.date(first.year + total // 12, total % 12 + 1, 1)


def periods_of_year(p, body, year):
    """All periods of the year as (name, first day, last day)."""
    spans, first, new_year = [], dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    while first < new_year:
        months = cadence(p, body, first)
        after = month_later(first, months)
        if month_later(after, months) > new_year:
            after = new_year
        spans.append((first, after - ONE))
        first = after
    return [(period_name(first, last, n), first, last) for n, (first, last) in enumerate(spans, 1)]


def period_name(first, last, n):
    months = last.month - first.month + 1
    if months == 1:
        return f"{first.year}-M{first.month:02}"
    if months == 3 and first.month in (1, 4, 7, 10):
        return f"{first.year}-Q{first.month // 3 + 1}"
    if months == 12:
        return f"{first.year}"
    return f"{first.year}-P{n}"


def is_satisfied(p, body, period, day):
    _, first, last = period
    return any(
        m.kind == "periodic" and first <= m.day <= last and not below_quorum(p, body, m)
        for m in held_meetings(p, body, day)
    )


def is_waived(p, body, rule, subject, day):
    rules = {"meeting-overdue": [], "annual-report-due": ["annual-report-due", "annual-report-missing"]}.get(
        rule, [rule]
    )
    return has_waiver(p, body, rules, subject, day)


def has_waiver(p, body, rules, subject, day):
    return any(
        w.body == body.code and w.rule in rules and w.subject == subject and w.granted <= day <= w.until
        for w in p.waivers
    )


def is_waived_period(p, body, period, day):
    return has_waiver(p, body, ["meeting-overdue"], period[0], day) and not is_satisfied(p, body, period, day)


def is_working_day(p, day):
    kinds = [d.kind for d in p.days_off if d.day == day]
    return "worked" in kinds or (day.weekday() < 5 and "off" not in kinds)


def shifted(p, day):
    """The due day: the lawful one, or with the shift switched on the next working day."""
    while p.shift and not is_working_day(p, day):
        day += ONE
    return day


# --- Rules: each yields (subject, due day, is it late, severity)
# --------------------------------------------------------------------------


def ended_counted_periods(p, body, day):
    """The counted periods that ended before the day, the latest first."""
    every = [
        period
        for year in range(p.tracking_from.year, day.year + 1)
        for period in periods_of_year(p, body, year)
    ]
    counted = [
        x for x in every if x[1] >= p.tracking_from and is_active(body, x[1]) and is_active(body, x[2])
    ]
    return [x for x in reversed(counted) if x[2] < day]


def period_in_progress(p, body, day):
    return next(x for x in periods_of_year(p, body, day.year) if x[1] <= day <= x[2])


def meeting_overdue(p, body, day):
    run = []
    for period in ended_counted_periods(p, body, day):
        if is_waived_period(p, body, period, day):
            continue
        if is_satisfied(p, body, period, day):
            break
        if shifted(p, period[2]) < day:
            run.append(period)
    if run and not is_satisfied(p, body, period_in_progress(p, body, day), day):
        name, _, last = run[-1]
        yield name, shifted(p, last), True, "serious" if len(run) >= 2 else "warning"


def meeting_due(p, body, day):
    period = name, first, last = period_in_progress(p, body, day)
    if first < p.tracking_from or not is_active(body, first) or not is_active(body, last):
        return
    if (last - day).days > min(15, ((last - first).days + 1) // 3):
        return
    if (
        is_satisfied(p, body, period, day)
        or is_waived_period(p, body, period, day)
        or list(meeting_overdue(p, body, day))
    ):
        return
    if not any(
        m.body == body.code and m.status == "planned" and m.kind == "periodic" and day <= m.day <= last
        for m in p.meetings
    ):
        yield name, shifted(p, last), False, "info"


def annual_duties(p, body, day):
    """(year, due day) of each annual report that does not stand on the day."""
    for year in range(p.tracking_from.year, day.year + 1):
        last = dt.date(year, 12, 31)
        if body.founded > dt.date(year, 6, 30) or not is_active(body, last):
            continue
        reports = [r for r in p.reports if r.body == body.code and r.year == year and r.submitted <= day]
        returned = [r for r in reports if r.returned and r.returned <= day]
        standing = [r for r in reports if r not in returned or (r.resubmitted and r.resubmitted <= day)]
        if not standing:
            due = max([last + 15 * ONE] + [r.returned + 15 * ONE for r in returned])
            yield str(year), shifted(p, due)


def annual_report_missing(p, body, day):
    for year, due in annual_duties(p, body, day):
        if day > due and (is_active(body, day) or day <= one_year_after(due)):
            yield year, due, True, "serious" if (day - due).days > 30 else "warning"


def annual_report_due(p, body, day):
    for year, due in annual_duties(p, body, day):
        if due - 30 * ONE <= day <= due:
            yield year, due, False, "info"


def understaffed(p, body, day):
    seats = seats_in_force(p, body, day)
    vacant = [
        seat for seat in seats if not any(m.seat == seat.code and covers(m, day) for m in p.memberships)
    ]
    for seat in vacant:
        ended = [m.ends + ONE for m in p.memberships if m.seat == seat.code and m.ends and m.ends < day]
        due = shifted(p, max([seat.starts, *ended]) + DAYS_RESTAFF * ONE)
        if (body.ended and body.ended <= due) or (seat.ends and seat.ends <= due):
            continue
        serious = seat.role == "secretary" or Fraction(len(vacant), len(seats)) >= Fraction(1, 3) or day > due
        yield seat.code, due, day > due, "serious" if serious else "warning"


def restaff_due(p, body, day):
    events = [
        e for e in p.events if body.code in e.bodies and max(p.tracking_from, body.founded) <= e.day <= day
    ]
    if not events:
        return
    last = max(e.day for e in events)
    started = any(m.body == body.code and last <= m.starts <= day for m in p.memberships)
    all_kept = all(e.kept.get(body.code) and e.kept[body.code] <= day for e in events if e.day == last)
    if within_12_months(last, day) and not started and not all_kept:
        due = shifted(p, last + DAYS_RESTAFF * ONE)
        yield str(last), due, day > due, "warning" if day > due else "info"


def regulations_in_force(p, body, day):
    return [
        r
        for r in p.regulations
        if r.body == body.code and r.issued <= day and r.effect <= day and (r.ends is None or day <= r.ends)
    ]


def regulation_missing(p, body, day):
    if regulations_in_force(p, body, day):
        return
    lapsed = [
        r.ends + ONE
        for r in p.regulations
        if r.body == body.code and r.issued <= day and r.effect <= day and r.ends and r.ends < day
    ]
    due = shifted(p, max([body.founded, *lapsed]) + DAYS_REGULATION * ONE)
    yield "regulation", due, day > due, "serious" if day > due else "info"


def regulation_stale(p, body, day):
    in_force = regulations_in_force(p, body, day)
    if not in_force:
        return
    judged = max(in_force, key=lambda r: (r.effect, r.issued))
    replacing = [
        d for d in p.documents if d.issued <= day and d.effect <= day and set(d.replaces) & set(judged.bases)
    ]
    events = [
        e
        for e in p.events
        if body.code in e.bodies and p.tracking_from <= e.day and judged.issued < e.day <= day
    ]
    triggers = [max(d.effect, judged.issued) for d in replacing] + [e.day for e in events]
    if triggers:
        due = shifted(p, min(triggers) + DAYS_REGULATION * ONE)
        yield str(min(triggers)), due, day > due, "warning" if day > due else "info"


def coordination_missing(p, body, day):
    own = [c for c in p.coordinations if body.code in c.parties and c.effect <= day]
    missing = [
        kind
        for kind in body.kinds
        if not any(c.kind == kind and (c.ends is None or day <= c.ends) for c in own)
    ]
    if missing:
        lapsed = [c.ends + ONE for c in own if c.kind in missing]
        due = shifted(p, max([body.founded, p.tracking_from, *lapsed]) + DAYS_COORDINATION * ONE)
        yield "coordination", due, day > due, "warning" if day > due else "info"


def agenda_narrow(p, body, day):
    def themes(meeting):
        return [item.theme for item in p.items if item.meeting == meeting.code]

    window = [m for m in held_meetings(p, body, day) if m.kind == "periodic" and themes(m)][-4:]
    if len(window) < 2:
        return
    every = [theme for m in window for theme in themes(m)]
    narrow = sum(theme in ("organisation", "personnel") for theme in every)
    if Fraction(narrow, len(every)) > Fraction(2, 3) or "political" not in every:
        yield "agenda", None, True, "warning"


def minutes_missing(p, body, day):
    for meeting in held_meetings(p, body, day):
        if not within_12_months(meeting.day, day) or (meeting.minutes_on and meeting.minutes_on <= day):
            continue
        due, left = meeting.day, 10
        while left:
            due += ONE
            left -= is_working_day(p, due)
        if day > due:
            yield meeting.code, due, True, "warning"


def quorum_failed(p, body, day):
    for meeting in held_meetings(p, body, day):
        if within_12_months(meeting.day, day) and below_quorum(p, body, meeting):
            yield (
                meeting.code,
                None,
                True,
                "serious" if meeting.conclusion or meeting.resolution else "warning",
            )


def recent_decisions(p, body, day):
    return [
        d
        for d in p.decisions
        if d.body == body.code and within_12_months(d.day, day) and d.day >= p.tracking_from
    ]


def majority_failed(p, body, day):
    for d in recent_decisions(p, body, day):
        if (
            d.adopted
            and d.votes_for is not None
            and not d.votes_for > Fraction(len(members(p, body, d.day)), 2)
        ):
            yield d.code, None, True, "serious"


def member_inactive(p, body, day):
    in_force = [seat.code for seat in seats_in_force(p, body, day)]
    for m in p.memberships:
        if m.seat not in in_force or not covers(m, day):
            continue
        window = [x for x in held_meetings(p, body, day) if rows_of_members(p, body, x) and covers(m, x.day)][
            -4:
        ]
        if len(window) < 3 or not within_12_months(window[-1].day, day):
            continue
        present = sum(
            any(a.meeting == x.code and a.person == m.person and a.state == "present" for a in p.attendance)
            for x in window
        )
        if Fraction(present, len(window)) < Fraction(1, 2):
            yield m.seat, None, True, "warning"


def term_ending(p, body, day):
    for m in p.memberships:
        if (
            m.body != body.code
            or m.starts > day
            or m.ends is None
            or not day <= m.ends <= day + DAYS_TERM * ONE
        ):
            continue
        seat = next(s for s in p.seats if s.code == m.seat)
        goes_on = (seat.ends is None or seat.ends > m.ends) and (body.ended is None or body.ended > m.ends)
        followed = any(other.seat == m.seat and other.starts > m.ends for other in p.memberships)
        if goes_on and not followed:
            yield m.seat, shifted(p, m.ends), False, "info"


def action_overdue(p, body, day):
    for t in p.tasks:
        if t.body == body.code and t.given <= day and t.due and not (t.done and t.done <= day):
            due = shifted(p, t.due)
            if day > due:
                yield t.code, due, True, "serious" if (day - due).days > 30 else "warning"


def submission_overdue(p, body, day):
    for s in p.submissions:
        if s.body == body.code and s.recorded <= day and s.promised and not (s.sent and s.sent <= day):
            due = shifted(p, s.promised)
            if day > due:
                yield s.code, due, True, "warning"


def consultation_open(p, body, day):
    for c in p.consultations:
        if c.body == body.code and c.sent <= day and not (c.closed and c.closed <= day):
            due = shifted(p, c.deadline)
            if day > due:
                yield c.code, due, True, "warning"


def competence_exceeded(p, body, day):
    for d in recent_decisions(p, body, day):
        reserved = d.matter and d.matter.starts and covers(d.matter, d.day)
        if d.outcome == "decided" and reserved:
            yield d.code, None, True, "serious"


def committee_opinion_missing(p, body, day):
    for d in recent_decisions(p, body, day):
        if d.theme == "personnel" and not (d.opinion and (d.opinion_on is None or d.opinion_on <= day)):
            yield d.code, None, True, "warning"


def secret_personnel_round(p, body, day):
    for d in recent_decisions(p, body, day):
        if d.theme == "personnel" and (d.written or d.consulted):
            yield d.code, None, True, "serious"


RULES = [
    meeting_overdue,
    meeting_due,
    annual_report_missing,
    annual_report_due,
    understaffed,
    restaff_due,
    regulation_missing,
    regulation_stale,
    coordination_missing,
    agenda_narrow,
    minutes_missing,
    quorum_failed,
    majority_failed,
    member_inactive,
    term_ending,
    action_overdue,
    submission_overdue,
    consultation_open,
    competence_exceeded,
    committee_opinion_missing,
    secret_personnel_round,
]
