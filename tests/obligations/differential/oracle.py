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
DEFAULTS = {
    "meeting_cadence_months": 3,
    "own_cadence": "stricter",
    "quorum_share": Fraction(2, 3),
    "majority_share": Fraction(1, 2),
    "meeting_overdue_serious_periods": 2,
    "meeting_due_soon_days": 15,
    "meeting_due_soon_share_max": Fraction(1, 3),
    "annual_report_due_days": 15,
    "annual_report_due_soon_days": 30,
    "annual_report_return_days": 15,
    "annual_report_serious_days": 30,
    "annual_report_founded_by": (30, 6),
    "annual_report_ended_months": 12,
    "report_return_days": 15,
    "report_serious_days": 30,
    "report_ended_months": 12,
    "restaff_days": 90,
    "vacancy_serious_share": Fraction(1, 3),
    "regulation_days": 90,
    "coordination_days": 180,
    "minutes_working_days": 10,
    "agenda_window": 4,
    "agenda_min_meetings": 2,
    "personnel_share_max": Fraction(2, 3),
    "attendance_window": 4,
    "attendance_min_meetings": 3,
    "attendance_share_min": Fraction(1, 2),
    "term_ending_days": 90,
    "action_serious_days": 30,
    "direction_serious_days": 30,
    "look_back_months": 12,
    "bare_link_duties": "none",
}
"""The parameters with the values that hold from 2004 on, and before; one has changed since, see `value`."""

BARE_LINKS_SINCE = dt.date(2026, 1, 1)
NEVER_OF_ORGANS = {
    "regulation-missing",
    "regulation-stale",
    "coordination-missing",
    "annual-report-missing",
    "annual-report-due",
    "report-missing",
    "report-due",
}
ANNOUNCES = {
    "meeting-due": "meeting-overdue",
    "annual-report-due": "annual-report-missing",
    "report-due": "report-missing",
}
ANNUAL = "annual"
MIDDLES = {
    "month": lambda first: first.replace(day=15),
    "quarter": lambda first: first.replace(month=first.month + 1, day=15),
    "half-year": lambda first: dt.date(first.year, *((3, 31) if first.month == 1 else (9, 30))),
    "year": lambda first: dt.date(first.year, 6, 30),
}
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


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
    shift: bool = False
    kinds: list[Row] = field(default_factory=list)  # name organ
    bodies: list[Row] = field(
        default_factory=list
    )  # code kind founded ended parent (of Thuộc) successors (bare) kinds (of coordination)
    law: list[Row] = field(
        default_factory=list
    )  # kind (None: all) subject (rule, parameter) value starts ends
    successions: list[Row] = field(default_factory=list)  # old new since duties (reports tasks submissions)
    regimes: list[Row] = field(default_factory=list)  # code kinds (None: all) rhythm days notice starts ends
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
    reports: list[Row] = field(
        default_factory=list
    )  # body kind (annual, a regime) period submitted returned resubmitted
    days_off: list[Row] = field(default_factory=list)  # day kind
    waivers: list[Row] = field(default_factory=list)  # body rule subject granted until
    decisions: list[Row] = field(
        default_factory=list
    )  # code body day theme matter outcome adopted written consulted votes_for opinion opinion_on
    tasks: list[Row] = field(default_factory=list)  # code body given due done
    consultations: list[Row] = field(default_factory=list)  # code body sent deadline closed
    submissions: list[Row] = field(default_factory=list)  # code body recorded promised sent
    directions: list[Row] = field(default_factory=list)  # code body given due closed
    steps: list[Row] = field(
        default_factory=list
    )  # direction n day kind (report proposal further reopened) due (a new one)


def findings(p: Province, day: dt.date) -> list[Line]:
    """Return every finding of the province on the day, sorted."""
    lines = []
    for body in p.bodies:
        for rule in RULES if is_active(p, body, day) else [annual_report_missing, report_missing]:
            for subject, due_on, late, severity in rule(p, body, day):
                name = rule.__name__.replace("_", "-")
                status = "waived" if is_waived(p, body, name, subject, day) else "overdue" if late else "due"
                lines.append(Line(str(day), body.code, name, subject, status, str(due_on or ""), severity))
    return sorted(lines)


# --- Words
# ----------------------------------------------------------------------------


def body_of(p, code):
    return next(body for body in p.bodies if body.code == code)


def is_organ(p, body):
    return any(kind.organ for kind in p.kinds if kind.name == body.kind)


def founded_on(p, body):
    return max(body.founded, body_of(p, body.parent).founded) if is_organ(p, body) else body.founded


def ended_on(p, body):
    ends = [body.ended, body_of(p, body.parent).ended if is_organ(p, body) else None]
    return min((day for day in ends if day), default=None)


def is_active(p, body, day):
    ended = ended_on(p, body)
    return founded_on(p, body) <= day and (ended is None or day <= ended)


def covers(row, day):
    return row.starts <= day and (row.ends is None or day <= row.ends)


def seats_in_force(p, body, day):
    return [seat for seat in p.seats if seat.body == body.code and covers(seat, day)]


def members(p, body, day):
    """The persons; who holds two seats is one."""
    in_force = [seat.code for seat in seats_in_force(p, body, day)]
    return {m.person for m in p.memberships if m.seat in in_force and covers(m, day)}


def months_from(day, months):
    """The same day so many months later, before where they are negative; else that month's last day."""
    first = month_later(day, months)
    return first + min(day.day - 1, (month_later(first, 1) - first).days - 1) * ONE


def looked_back_on(p, body, x, day):
    return months_from(day, -value(p, body, "look_back_months", day)) < x <= day


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
    return present < value(p, body, "quorum_share", meeting.day) * count


def cadence(p, body, day):
    law = value(p, body, "meeting_cadence_months", day)
    decided = [c for c in p.cadences if c.body == body.code and c.since <= day]
    if not decided:
        return law
    own = max(decided, key=lambda c: c.since).months
    return own if value(p, body, "own_cadence", day) == "free" else min(law, own)


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
    if rule == "meeting-overdue":
        return False
    also = ANNOUNCES[rule] if rule in ("annual-report-due", "report-due") else rule
    return has_waiver(p, body, [rule, also], subject, day)


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


# --- The law of a body on an anchor day
# ----------------------------------------------------------------------------


def row_of_law(p, body, subject, day):
    """The office's row that decides, or none."""
    rows = [r for r in p.law if r.subject == subject and covers(r, day) and r.kind in (None, body.kind)]
    of_kind = [r for r in rows if r.kind is not None]
    return max(of_kind or rows, key=lambda r: r.starts, default=None)


def applies(p, body, rule, day):
    if rule in NEVER_OF_ORGANS and is_organ(p, body):
        return False
    if rule in ANNOUNCES and not applies(p, body, ANNOUNCES[rule], day):
        return False
    row = row_of_law(p, body, rule, day)
    return row is None or row.value


def value(p, body, parameter, day):
    row = row_of_law(p, body, parameter, day)
    if row:
        return row.value
    if parameter == "bare_link_duties" and day >= BARE_LINKS_SINCE:
        return "all"
    return DEFAULTS[parameter]


# --- Duties across a succession
# ----------------------------------------------------------------------------


def handed_on(p, duty):
    """Every (old body, new body, first day) of the duty: the office's rows, and bare links that stand for
    one."""
    links = [(body_of(p, s.old), body_of(p, s.new), s.since) for s in p.successions if duty in s.duties]
    for old in p.bodies:
        ended = ended_on(p, old)
        if ended and len(old.successors) == 1 and not any(s.old == old.code for s in p.successions):
            new = body_of(p, old.successors[0])
            since = max(ended + ONE, founded_on(p, new))
            if value(p, old, "bare_link_duties", since) == "all":
                links.append((old, new, since))
    if duty == "reports":
        links = [x for x in links if not is_organ(p, x[0]) and not is_organ(p, x[1])]
    return links


def holder(p, duty, code, day):
    """Code of the body with which a task or submission of the named body lies on the day."""
    while True:
        taken = [new.code for old, new, since in handed_on(p, duty) if old.code == code and since <= day]
        if not taken:
            return code
        code = taken[0]


def carries(p, body, first, middle, last):
    if founded_on(p, body) <= middle:
        return True
    return any(
        new.code == body.code
        and since <= last
        and first <= (ended_on(p, old) or last) < last
        and carries(p, old, first, middle, last)
        for old, new, since in handed_on(p, "reports")
    )


def owes(p, body, first, middle, last):
    """Whether the body owes the report of a year or a regime's period."""
    return is_active(p, body, last) and carries(p, body, first, middle, last)


# --- Rules: each yields (subject, due day, is it late, severity)
# --------------------------------------------------------------------------


def ended_counted_periods(p, body, day):
    """The counted periods that ended before the day, the latest first."""
    every = [
        period
        for year in range(p.tracking_from.year, day.year + 1)
        for period in periods_of_year(p, body, year)
    ]
    return [x for x in reversed(every) if is_counted(p, body, x) and x[2] < day]


def is_counted(p, body, period):
    _, first, last = period
    return first >= p.tracking_from and is_active(p, body, first) and is_active(p, body, last)


def period_in_progress(p, body, day):
    return next(x for x in periods_of_year(p, body, day.year) if x[1] <= day <= x[2])


def meeting_overdue(p, body, day):
    run = []
    for period in ended_counted_periods(p, body, day):
        if is_satisfied(p, body, period, day):
            break
        is_excused = not applies(p, body, "meeting-overdue", period[1])
        if is_excused or is_waived_period(p, body, period, day) or shifted(p, period[2]) >= day:
            continue
        run.append(period)
    if run and not is_satisfied(p, body, period_in_progress(p, body, day), day):
        name, first, last = run[-1]
        is_serious = len(run) >= value(p, body, "meeting_overdue_serious_periods", first)
        yield name, shifted(p, last), True, "serious" if is_serious else "warning"


def meeting_due(p, body, day):
    period = name, first, last = period_in_progress(p, body, day)
    if not is_counted(p, body, period) or not applies(p, body, "meeting-due", first):
        return
    share = value(p, body, "meeting_due_soon_share_max", first) * ((last - first).days + 1)
    if (last - day).days > min(value(p, body, "meeting_due_soon_days", first), int(share)):
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


def due_if_none_stands(p, body, kind, period, lawful, return_days, day):
    """The day on which a report that does not stand on the day is due, or none where one stands."""
    reports = [
        r for r in p.reports if (r.body, r.kind, r.period) == (body.code, kind, period) and r.submitted <= day
    ]
    returned = [r for r in reports if r.returned and r.returned <= day]
    if any(r not in returned or (r.resubmitted and r.resubmitted <= day) for r in reports):
        return None
    if returned:
        latest = max(r.returned for r in returned)
        lawful = max(lawful, latest + value(p, body, return_days, latest) * ONE)
    return shifted(p, lawful)


def annual_duties(p, body, rule, day):
    """(year, its last day, due day) of each annual report that does not stand on the day."""
    for year in range(p.tracking_from.year, day.year + 1):
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        d, m = value(p, body, "annual_report_founded_by", last)
        if not applies(p, body, rule, last) or not owes(p, body, first, dt.date(year, m, d), last):
            continue
        lawful = last + value(p, body, "annual_report_due_days", last) * ONE
        due = due_if_none_stands(p, body, ANNUAL, str(year), lawful, "annual_report_return_days", day)
        if due:
            yield str(year), last, due


def annual_report_missing(p, body, day):
    for year, last, due in annual_duties(p, body, "annual-report-missing", day):
        until = months_from(due, value(p, body, "annual_report_ended_months", last))
        if day > due and (is_active(p, body, day) or day <= until):
            late = (day - due).days > value(p, body, "annual_report_serious_days", last)
            yield year, due, True, "serious" if late else "warning"


def annual_report_due(p, body, day):
    for year, last, due in annual_duties(p, body, "annual-report-due", day):
        if due - value(p, body, "annual_report_due_soon_days", last) * ONE <= day <= due:
            yield year, due, False, "info"


def regime_periods(regime, year):
    """All periods of the year as (name, first day, middle day, last day)."""
    step = MONTHS[regime.rhythm]
    for n in range(12 // step):
        first = dt.date(year, n * step + 1, 1)
        names = {
            "month": f"{year}-M{n + 1:02}",
            "quarter": f"{year}-Q{n + 1}",
            "half-year": f"{year}-H{n + 1}",
            "year": f"{year}",
        }
        yield names[regime.rhythm], first, MIDDLES[regime.rhythm](first), month_later(first, step) - ONE


def regime_duties(p, body, rule, day):
    """(regime, subject, the period's last day, due day) of each report of a regime that does not stand on the
    day."""
    for regime in p.regimes:
        if regime.kinds is not None and body.kind not in regime.kinds:
            continue
        years = range(p.tracking_from.year, day.year + 1)
        for period, first, middle, last in [x for y in years for x in regime_periods(regime, y)]:
            if first > day or last < p.tracking_from or not covers(regime, last):
                continue
            if not applies(p, body, rule, last) or not owes(p, body, first, middle, last):
                continue
            lawful = last + regime.days * ONE
            due = due_if_none_stands(p, body, regime.code, period, lawful, "report_return_days", day)
            if due:
                yield regime, f"{regime.code}/{period}", last, due


def report_missing(p, body, day):
    for _, subject, last, due in regime_duties(p, body, "report-missing", day):
        until = months_from(due, value(p, body, "report_ended_months", last))
        if day > due and (is_active(p, body, day) or day <= until):
            late = (day - due).days > value(p, body, "report_serious_days", last)
            yield subject, due, True, "serious" if late else "warning"


def report_due(p, body, day):
    for regime, subject, _, due in regime_duties(p, body, "report-due", day):
        if regime.notice is not None and due - regime.notice * ONE <= day <= due:
            yield subject, due, False, "info"


def understaffed(p, body, day):
    seats = seats_in_force(p, body, day)
    vacant = [
        seat for seat in seats if not any(m.seat == seat.code and covers(m, day) for m in p.memberships)
    ]
    body_ends = ended_on(p, body)
    for seat in vacant:
        ended = [m.ends + ONE for m in p.memberships if m.seat == seat.code and m.ends and m.ends < day]
        since = max([seat.starts, *ended])
        due = shifted(p, since + value(p, body, "restaff_days", since) * ONE)
        if (body_ends and body_ends <= due) or (seat.ends and seat.ends <= due):
            continue
        if not applies(p, body, "understaffed", since):
            continue
        many = Fraction(len(vacant), len(seats)) >= value(p, body, "vacancy_serious_share", since)
        serious = seat.role == "secretary" or many or day > due
        yield seat.code, due, day > due, "serious" if serious else "warning"


def restaff_due(p, body, day):
    earliest = max(p.tracking_from, founded_on(p, body))
    events = [e for e in p.events if body.code in e.bodies and earliest <= e.day <= day]
    if not events:
        return
    last = max(e.day for e in events)
    started = any(m.body == body.code and last <= m.starts <= day for m in p.memberships)
    all_kept = all(e.kept.get(body.code) and e.kept[body.code] <= day for e in events if e.day == last)
    if not looked_back_on(p, body, last, day) or started or all_kept:
        return
    if applies(p, body, "restaff-due", last):
        due = shifted(p, last + value(p, body, "restaff_days", last) * ONE)
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
    since = max([founded_on(p, body), *lapsed])
    if applies(p, body, "regulation-missing", since):
        due = shifted(p, since + value(p, body, "regulation_days", since) * ONE)
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
    days = [max(d.effect, judged.issued) for d in replacing] + [e.day for e in events]
    triggers = [x for x in days if applies(p, body, "regulation-stale", x)]
    if triggers:
        since = min(triggers)
        due = shifted(p, since + value(p, body, "regulation_days", since) * ONE)
        yield str(since), due, day > due, "warning" if day > due else "info"


def coordination_missing(p, body, day):
    own = [c for c in p.coordinations if body.code in c.parties and c.effect <= day]
    missing = [
        kind
        for kind in body.kinds
        if not any(c.kind == kind and (c.ends is None or day <= c.ends) for c in own)
    ]
    if not missing:
        return
    lapsed = [c.ends + ONE for c in own if c.kind in missing]
    since = max([founded_on(p, body), p.tracking_from, *lapsed])
    if applies(p, body, "coordination-missing", since):
        due = shifted(p, since + value(p, body, "coordination_days", since) * ONE)
        yield "coordination", due, day > due, "warning" if day > due else "info"


def agenda_narrow(p, body, day):
    def themes(meeting):
        return [item.theme for item in p.items if item.meeting == meeting.code]

    with_items = [m for m in held_meetings(p, body, day) if m.kind == "periodic" and themes(m)]
    if not with_items or not applies(p, body, "agenda-narrow", with_items[-1].day):
        return
    anchor = with_items[-1].day
    window = with_items[-value(p, body, "agenda_window", anchor) :]
    if len(window) < value(p, body, "agenda_min_meetings", anchor):
        return
    every = [theme for m in window for theme in themes(m)]
    narrow = sum(theme in ("organisation", "personnel") for theme in every)
    share = value(p, body, "personnel_share_max", anchor)
    if Fraction(narrow, len(every)) > share or "political" not in every:
        yield "agenda", None, True, "warning"


def recent_meetings(p, body, rule, day):
    return [
        m
        for m in held_meetings(p, body, day)
        if looked_back_on(p, body, m.day, day) and applies(p, body, rule, m.day)
    ]


def minutes_missing(p, body, day):
    for meeting in recent_meetings(p, body, "minutes-missing", day):
        if meeting.minutes_on and meeting.minutes_on <= day:
            continue
        due, left = meeting.day, value(p, body, "minutes_working_days", meeting.day)
        while left:
            due += ONE
            left -= is_working_day(p, due)
        if day > due:
            yield meeting.code, due, True, "warning"


def quorum_failed(p, body, day):
    for meeting in recent_meetings(p, body, "quorum-failed", day):
        if below_quorum(p, body, meeting):
            is_serious = meeting.conclusion or meeting.resolution
            yield meeting.code, None, True, "serious" if is_serious else "warning"


def recent_decisions(p, body, rule, day):
    return [
        d
        for d in p.decisions
        if d.body == body.code
        and d.day >= p.tracking_from
        and looked_back_on(p, body, d.day, day)
        and applies(p, body, rule, d.day)
    ]


def majority_failed(p, body, day):
    for d in recent_decisions(p, body, "majority-failed", day):
        needed = value(p, body, "majority_share", d.day) * len(members(p, body, d.day))
        if d.adopted and d.votes_for is not None and not d.votes_for > needed:
            yield d.code, None, True, "serious"


def member_inactive(p, body, day):
    by_name = [x for x in held_meetings(p, body, day) if rows_of_members(p, body, x)]
    if not by_name or not applies(p, body, "member-inactive", by_name[-1].day):
        return
    anchor = by_name[-1].day
    in_force = [seat.code for seat in seats_in_force(p, body, day)]
    for m in p.memberships:
        if m.seat not in in_force or not covers(m, day):
            continue
        window = [x for x in by_name if covers(m, x.day)][-value(p, body, "attendance_window", anchor) :]
        if len(window) < value(p, body, "attendance_min_meetings", anchor):
            continue
        if not looked_back_on(p, body, window[-1].day, day):
            continue
        present = sum(
            any(a.meeting == x.code and a.person == m.person and a.state == "present" for a in p.attendance)
            for x in window
        )
        if Fraction(present, len(window)) < value(p, body, "attendance_share_min", anchor):
            yield m.seat, None, True, "warning"


def term_ending(p, body, day):
    if not applies(p, body, "term-ending", day):
        return
    until = day + value(p, body, "term_ending_days", day) * ONE
    body_ends = ended_on(p, body)
    for m in p.memberships:
        if m.body != body.code or m.starts > day or m.ends is None or not day <= m.ends <= until:
            continue
        seat = next(s for s in p.seats if s.code == m.seat)
        goes_on = (seat.ends is None or seat.ends > m.ends) and (body_ends is None or body_ends > m.ends)
        followed = any(other.seat == m.seat and other.starts > m.ends for other in p.memberships)
        if goes_on and not followed:
            yield m.seat, shifted(p, m.ends), False, "info"


def action_overdue(p, body, day):
    for t in p.tasks:
        if holder(p, "tasks", t.body, day) != body.code or t.given > day or (t.done and t.done <= day):
            continue
        named = body_of(p, t.body)
        if t.due and applies(p, named, "action-overdue", t.given):
            due = shifted(p, t.due)
            late = (day - due).days > value(p, named, "action_serious_days", t.given)
            if day > due:
                yield t.code, due, True, "serious" if late else "warning"


def submission_overdue(p, body, day):
    for s in p.submissions:
        if holder(p, "submissions", s.body, day) != body.code or s.recorded > day:
            continue
        if s.promised and not (s.sent and s.sent <= day):
            due = shifted(p, s.promised)
            if day > due and applies(p, body_of(p, s.body), "submission-overdue", s.recorded):
                yield s.code, due, True, "warning"


def direction_overdue(p, body, day):
    for d in p.directions:
        if d.body != body.code or d.given > day or (d.closed and d.closed <= day):
            continue
        steps = [s for s in p.steps if s.direction == d.code and s.day <= day]
        steps.sort(key=lambda s: s.n)
        turns = [s.kind for s in steps if s.kind != "report"]
        if turns[-1:] == ["proposal"] or not applies(p, body, "direction-overdue", d.given):
            continue
        due = shifted(p, ([d.due] + [s.due for s in steps if s.due])[-1])
        if day > due:
            late = (day - due).days > value(p, body, "direction_serious_days", d.given)
            yield d.code, due, True, "serious" if late else "warning"


def consultation_open(p, body, day):
    for c in p.consultations:
        if c.body == body.code and c.sent <= day and not (c.closed and c.closed <= day):
            due = shifted(p, c.deadline)
            if day > due and applies(p, body, "consultation-open", c.deadline):
                yield c.code, due, True, "warning"


def competence_exceeded(p, body, day):
    for d in recent_decisions(p, body, "competence-exceeded", day):
        reserved = d.matter and d.matter.starts and covers(d.matter, d.day)
        if d.outcome == "decided" and reserved:
            yield d.code, None, True, "serious"


def committee_opinion_missing(p, body, day):
    for d in recent_decisions(p, body, "committee-opinion-missing", day):
        if d.theme == "personnel" and not (d.opinion and (d.opinion_on is None or d.opinion_on <= day)):
            yield d.code, None, True, "warning"


def secret_personnel_round(p, body, day):
    for d in recent_decisions(p, body, "secret-personnel-round", day):
        if d.theme == "personnel" and (d.written or d.consulted):
            yield d.code, None, True, "serious"


RULES = [
    meeting_overdue,
    meeting_due,
    annual_report_missing,
    annual_report_due,
    report_missing,
    report_due,
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
    direction_overdue,
    consultation_open,
    competence_exceeded,
    committee_opinion_missing,
    secret_personnel_round,
]
