"""What a random province has of law by kind, organs, reforms, regimes of reports and directions."""

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace as Row
from typing import TYPE_CHECKING, Any

from tests.obligations.differential import oracle
from tests.obligations.differential.oracle import DEFAULTS, ONE

if TYPE_CHECKING:
    from tests.worlds.provinces import Maker

BUILT_IN = ["Đảng đoàn", "Ban cán sự đảng", "Đảng uỷ"]
ORGAN = "Ban Thường vụ"
KINDS = [*BUILT_IN, "Đảng uỷ xã", ORGAN]
SHARES = [Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(1)]
CHOICES: dict[str, list[Any]] = {
    "meeting_cadence_months": [1, 2, 3, 4, 6, 12],
    "own_cadence": ["free", "free", "stricter"],
    "bare_link_duties": ["none", "all", "all"],
    "annual_report_founded_by": [(31, 5), (30, 6), (1, 7), (30, 9), (1, 1), (31, 12)],
}
DUTIES = ["reports", "tasks", "submissions"]


def kinds(maker: "Maker") -> None:
    maker.p.kinds = [Row(name=name, organ=name == ORGAN) for name in KINDS]


def place(maker: "Maker", body: Row) -> None:
    """Give a body its kind, and one in three a parent among those that there are already: an organ that of
    which it is one."""
    above = [x for x in maker.p.bodies if x.kind != ORGAN]
    body.parent, body.successors, body.kind = None, [], maker.rng.choice([k for k in KINDS if k != ORGAN])
    if above and maker.chance(0.35):
        body.parent = maker.rng.choice(above).code
        body.kind = ORGAN if maker.chance(0.7) else body.kind


def reform(maker: "Maker") -> None:
    """Let some bodies end about one day, or in a chain through one year, and others begin; the later ones
    take over, by rows or by bare links, or not at all."""
    bodies = maker.p.bodies
    days = [(1, 1), (2, 21), (3, 1), (7, 1), (7, 1), (7, 2), (8, 15), (10, 1), (12, 30), (12, 31)]
    day = dt.date(maker.year + maker.rng.randrange(2), *maker.rng.choice(days))
    day = day if maker.chance(0.7) else maker.rng.choice(maker.pool)
    for old, new in pairwise(bodies[: 2 + len(bodies) // 3]):
        if maker.chance(0.8):
            day += ONE * maker.rng.choice([0, 0, 0, 1, 30, 90])
            new.founded = day + ONE * maker.rng.choice([0, 0, 0, 1, 5])
            new.ended = maker.day_from(new.founded, 0.2)
            if day > old.founded:
                old.ended = day - ONE
    for place_, old in enumerate(bodies):
        later = bodies[place_ + 1 :]
        if later and maker.chance(0.6):
            old.successors = [
                x.code for x in maker.rng.sample(later, min(len(later), maker.rng.choice([1, 1, 1, 2])))
            ]
        left = DUTIES if later and maker.chance(0.65) else []
        while left and maker.chance(0.8):
            taken = maker.some(left, 0.75)
            left = [duty for duty in left if duty not in taken]
            new = later[0] if maker.chance(0.75) else maker.rng.choice(later)
            around = [day, oracle.founded_on(maker.p, new), old.ended + ONE if old.ended else day]
            since = maker.rng.choice(around) + ONE * maker.rng.choice([0, 0, 0, 0, 1, -1, 40])
            maker.p.successions.append(Row(old=old.code, new=new.code, since=since, duties=taken))
    keep_to_what_may_be_recorded(maker)


def keep_to_what_may_be_recorded(maker: "Maker") -> None:
    """Leave out successions that the workbook calls a fault."""
    p, kept = maker.p, []
    for row in p.successions:
        old, new = oracle.body_of(p, row.old), oracle.body_of(p, row.new)
        if oracle.is_organ(p, old) or oracle.is_organ(p, new):
            row.duties = [duty for duty in row.duties if duty != "reports"]
        again = any((x.old, x.new, x.since) == (row.old, row.new, row.since) for x in kept)
        if row.duties and not again and oracle.is_active(p, new, row.since):
            kept.append(row)
    p.successions = kept


def regimes(maker: "Maker") -> None:
    for rhythm in ["month", "quarter", "half-year", "year", *maker.some(oracle.MONTHS, 0.3)]:
        starts = maker.rng.choice([maker.day(), dt.date(maker.year, 1, 1), dt.date(maker.year - 1, 7, 1)])
        maker.p.regimes.append(
            Row(
                code=maker.number("BC"),
                kinds=None if maker.chance(0.4) else maker.some(KINDS, 0.6) or KINDS[:1],
                rhythm=rhythm,
                days=maker.rng.choice([0, 1, 5, 10, 15, 20, 45]),
                notice=maker.rng.choice([None, 0, 3, 7, 30, 60]),
                starts=starts,
                ends=maker.day_from(starts, 0.35),
            )
        )


def report_to_regimes(maker: "Maker", body: Row) -> None:
    for regime in maker.p.regimes:
        for year in range(maker.year - 1, maker.year + 3):
            for period, _, _, last in maker.some(oracle.regime_periods(regime, year), 0.5):
                due = last + regime.days * ONE
                submitted = due + ONE * maker.rng.choice([-15, -1, 0, 0, 1, 16, 40])
                report(maker, body, regime.code, period, submitted)
                if maker.chance(0.2):
                    report(maker, body, regime.code, period, submitted + ONE * maker.rng.choice([1, 20, 60]))


def report(maker: "Maker", body: Row, kind: str, period: str, submitted: dt.date) -> None:
    returned = maker.day_from(submitted, 0.5)
    again = maker.day_from(returned, 0.6) if returned else None
    key = (body.code, kind, period, submitted)
    if not any((r.body, r.kind, r.period, r.submitted) == key for r in maker.p.reports):
        days = {"submitted": submitted, "returned": returned, "resubmitted": again}
        maker.p.reports.append(Row(body=body.code, kind=kind, period=period, **days))


def direct(maker: "Maker", body: Row) -> None:
    for _ in range(maker.rng.randrange(3)):
        given = maker.day()
        row = Row(code=maker.number("YK"), body=body.code, given=given, due=maker.day_from(given))
        row.closed = maker.day_from(given, 0.4)
        maker.p.directions.append(row)
        on = given
        for n in range(maker.rng.choice([0, 1, 2, 3, 5])):
            after = given if maker.chance(0.1) else on
            on = maker.rng.choice([after, maker.day_from(after), after + ONE * maker.rng.randrange(40)])
            kind = maker.rng.choice(["report", "proposal", "proposal", "further", "reopened"])
            due = maker.day_from(on, 0.5) if kind in ("further", "reopened") else None
            maker.p.steps.append(Row(direction=row.code, n=n + 1, day=on, kind=kind, due=due))


def legislate(maker: "Maker") -> None:
    """Enact rows on rules and parameters that begin and end on days on which duties arose, and beside
    them."""
    if maker.chance(0.4):
        ends = maker.day_from(dt.date(2024, 5, 14), 0.7)
        for kind in BUILT_IN[:2]:
            enact(maker, kind, "meeting_cadence_months", 1, dt.date(2024, 5, 14), ends)
    anchors = [
        value
        for rows in (maker.p.meetings, maker.p.events, maker.p.decisions, maker.p.tasks, maker.p.directions)
        for row in rows
        for value in vars(row).values()
        if isinstance(value, dt.date)
    ]
    anchors += [value for body in maker.p.bodies for value in (body.founded, body.ended) if value]
    anchors += [m.ends + ONE for m in maker.p.memberships if m.ends]
    anchors += [x.effect for x in maker.p.documents] + [x.ends + ONE for x in maker.p.regulations if x.ends]
    anchors += [r.returned for r in maker.p.reports if r.returned]
    ends_of_periods = [dt.date(maker.year + n // 4, n % 4 * 3 + 1, 1) for n in range(12)]
    rules = [rule.__name__.replace("_", "-") for rule in oracle.RULES]
    for subject in [*maker.some(rules, 0.5), *maker.some(DEFAULTS, 0.6)]:
        for _ in range(maker.rng.choice([1, 1, 2, 3, 4])):
            starts = maker.rng.choice(maker.rng.choice([anchors, ends_of_periods, [maker.day()]]))
            starts += ONE * maker.rng.choice([0, 0, 1, -1, -90])
            ends = maker.rng.choice([None, None, maker.day_from(starts), maker.rng.choice(anchors) - ONE])
            ends = None if ends and ends < starts else ends
            kind = None if maker.chance(0.4) else maker.rng.choice(KINDS)
            enact(maker, kind, subject, worth(maker, subject), starts, ends)
    favour_heirs(maker)


def favour_heirs(maker: "Maker") -> None:
    """Let the law of old bodies differ from that of their heirs where it goes with what they hand on."""
    p = maker.p
    for old, new, _ in oracle.handed_on(p, "tasks") + oracle.handed_on(p, "submissions"):
        given = [t.given for t in p.tasks if t.body == old.code] or [old.founded]
        recorded = [s.recorded for s in p.submissions if s.body == old.code] or [old.founded]
        subject, days = maker.rng.choice(
            [("action-overdue", given), ("action_serious_days", given), ("submission-overdue", recorded)]
        )
        if maker.chance(0.6):
            starts = maker.rng.choice(days) + ONE * maker.rng.choice([0, 0, 1, -30])
            enact(maker, maker.rng.choice([old, new]).kind, subject, worth(maker, subject), starts, None)


def enact(
    maker: "Maker", kind: str | None, subject: str, value: Any, starts: dt.date, ends: dt.date | None
) -> None:
    if not any((x.kind, x.subject, x.starts) == (kind, subject, starts) for x in maker.p.law):
        maker.p.law.append(Row(kind=kind, subject=subject, value=value, starts=starts, ends=ends))


def worth(maker: "Maker", subject: str) -> Any:
    """Return a value that the rule or parameter can have."""
    if subject not in DEFAULTS:
        return maker.chance(0.45)
    usual = DEFAULTS[subject]
    if subject in CHOICES:
        return maker.rng.choice(CHOICES[subject])
    if isinstance(usual, Fraction):
        return maker.rng.choice(SHARES)
    return maker.rng.choice([1, max(1, usual // 2), usual - 1 or 1, usual + 1, usual * 2])


def word(row: Row) -> str:
    """Return what a row of law holds as the office's records keep it."""
    if row.subject not in DEFAULTS:
        return "yes" if row.value else "no"
    if isinstance(row.value, tuple):
        return "{}/{}".format(*row.value)
    if isinstance(row.value, Fraction):
        return f"{row.value.numerator}/{row.value.denominator}"
    return str(row.value)
