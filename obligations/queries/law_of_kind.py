"""The law of a kind of body as a page shows it: each rule and parameter with its values of before, of the
day and to come, and where each comes from."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from delegations.models import BodyKind, DraftedRow, LawRow
from delegations.queries import law
from obligations.queries.sentences import title
from rulebook.calendar import ONE_DAY
from rulebook.duties import RULES
from rulebook.engine import OF_THE_PARENT
from rulebook.law import Law, Parameter, ParameterUse
from rulebook.law import LawRow as Row

FILE, PROFILE, OFFICE = "file", "profile", "office"
YES, NO = "yes", "no"


class Stretch(NamedTuple):
    """A value on the days from `first` to `last` (None: without a beginning, without an end).

    `source` is the files, a profile that is switched on, or the office's own row; then `kind` is the kind
    that the row names, "" for every kind. `to_check`: nobody has compared the row with the original yet.
    """

    value: Any
    first: dt.date | None
    last: dt.date | None
    source: str
    reference: str = ""
    profile: str = ""
    kind: str = ""
    to_check: bool = False

    def holds(self, day: dt.date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Course(NamedTuple):
    """A rule or a parameter: its name and title, its unit ("" for a rule), its value on the day that the page
    is about (None before there was any law), the values before it and after it. A rule of the parent's never
    applies to an organ."""

    name: str
    title: str
    english: str
    unit: str
    now: Stretch | None
    past: list[Stretch]
    coming: list[Stretch]
    of_the_parent: bool = False

    @property
    def is_rule(self) -> bool:
        return not self.unit


class KindLaw(NamedTuple):
    """The rules and parameters of a kind; `grading` and `records` are what the office sets for all at once,
    so that no kind has them."""

    rules: list[Course]
    parameters: list[Course]
    grading: list[Course]
    records: list[Course]

    def find(self, name: str) -> Course | None:
        """Return the course of that name."""
        return next((one for courses in self for one in courses if one.name == name), None)


def of_kind(kind: BodyKind | None, on: dt.date) -> KindLaw:
    """Return all rules and parameters as they hold for bodies of the kind (None: what holds for every kind)
    on the day. Two queries."""
    whole = law.in_force()
    its = whole.of_kind(kind.name if kind else "")
    unchecked = _unchecked()
    is_organ = kind is not None and kind.is_organ

    def courses(parameters: Iterable[Parameter]) -> list[Course]:
        return [
            _placed(
                Course(one.name, one.title, one.english, one.unit, None, [], []),
                _of_parameter(its, one, unchecked),
                on,
            )
            for one in parameters
        ]

    return KindLaw(
        [_placed(_rule(rule.code, is_organ), _of_rule(its, rule.code, unchecked), on) for rule in RULES],
        courses(one for one in sorted(whole.catalogue(), key=_by_rule) if one.topic not in law.OF_THE_OFFICE),
        *(
            courses(one for one in whole.catalogue() if one.topic == topic and kind is None)
            for topic in ("annual_grade", "records")
        ),
    )


def _by_rule(parameter: Parameter) -> int:
    """Order parameters as the rules that rest on them."""
    return next((place for place, rule in enumerate(RULES) if parameter.name in rule.parameters), len(RULES))


def value_on(kind: BodyKind | None, name: str, on: dt.date) -> Stretch | None:
    """Return what holds of one rule or parameter on the day. Two queries."""
    found = of_kind(kind, on).find(name)
    return found.now if found else None


def set_for_kinds(on: dt.date) -> dict[str, list[tuple[int, str]]]:
    """Return the kinds for which the office's own rows decide on the day, as (key, name), by the rule or
    parameter. One query."""
    found: dict[str, list[tuple[int, str]]] = {}
    rows = LawRow.objects.covering(on).filter(kind__isnull=False).order_by("kind__position", "kind__name")
    for rule, parameter, key, name in rows.values_list("rule", "parameter", "kind_id", "kind__name"):
        kinds = found.setdefault(rule or parameter, [])
        if (key, name) not in kinds:
            kinds.append((key, name))
    return found


def _rule(code: str, is_organ: bool) -> Course:
    return Course(code, title(code), title(code), "", None, [], [], is_organ and code in OF_THE_PARENT)


Key = tuple[str, str, dt.date]


def _unchecked() -> set[Key]:
    """Return the rows in force that nobody has compared with the original: kind, subject, first day."""
    rows = DraftedRow.objects.filter(law_row__isnull=False, to_check=True, checked_at__isnull=True)
    return {
        (kind or "", rule or parameter, day)
        for kind, rule, parameter, day in rows.values_list("kind__name", "rule", "parameter", "starts_on")
    }


def _placed(course: Course, stretches: Iterable[Stretch], on: dt.date) -> Course:
    found = list(stretches)
    return course._replace(
        now=next((one for one in found if one.holds(on)), None),
        past=[one for one in reversed(found) if one.last is not None and one.last < on],
        coming=[one for one in found if one.first is not None and one.first > on],
    )


def _of_rule(its: Law, code: str, unchecked: set[Key]) -> Iterator[Stretch]:
    rows = [row for row in its.rows if row.rule == code and row.kind in ("", its.kind)]
    days = sorted({dt.date.min, *_turns(rows)})
    found = [(None if day == dt.date.min else day, its.row_on(code, day)) for day in days]
    kept = [one for place, one in enumerate(found) if not place or one[1] != found[place - 1][1]]
    for (first, row), (end, _next) in zip(kept, [*kept[1:], (None, None)], strict=True):
        last = end - ONE_DAY if end else None
        if row is None:
            yield Stretch(YES, first, last, FILE)
        else:
            to_check = (row.kind, code, row.starts_on) in unchecked
            yield Stretch(row.value, first, last, OFFICE, row.reference, "", row.kind, to_check)


def _turns(rows: Iterable[Row]) -> Iterator[dt.date]:
    for row in rows:
        yield row.starts_on
        if row.ends_on is not None and row.ends_on < dt.date.max:
            yield row.ends_on + ONE_DAY


def _of_parameter(its: Law, parameter: Parameter, unchecked: set[Key]) -> Iterator[Stretch]:
    profiles = {(one.since, one.value): one.profile for one in parameter.values if one.in_use}
    days = [day for day, _meaning in its.steps(parameter.name)]
    for day, following in zip(days, [*days[1:], None], strict=True):
        use = its.duty(parameter.name, day)
        first = max(day, use.since)
        last = following - ONE_DAY if following else None
        if last is None or first <= last:
            yield _stretch(use, first, last, profiles, unchecked)


def _stretch(
    use: ParameterUse,
    first: dt.date,
    last: dt.date | None,
    profiles: Mapping[tuple[dt.date, Any], str],
    unchecked: set[Key],
) -> Stretch:
    if use.kind is None:
        profile = profiles.get((use.since, use.value), "")
        return Stretch(use.value, first, last, PROFILE if profile else FILE, use.reference, profile)
    to_check = (use.kind, use.name, use.since) in unchecked
    return Stretch(use.value, first, last, OFFICE, use.reference, "", use.kind, to_check)
