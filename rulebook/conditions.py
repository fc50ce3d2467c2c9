"""The conditions of a grade: what must hold besides the points. Each is met, not met, or cannot be judged
because nothing says so in the records.

A condition never guesses: what nobody recorded is unknown, and only the office's word settles it.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from rulebook.criteria import Unit
from rulebook.year import YearCase

State = Literal["met", "so-far", "not-met", "unknown"]
# The states of a task, a submission or a direction whose due day has passed.
DONE = ("on-time", "late")
FALLEN_DUE = (*DONE, "missing")


class ConditionFacts(NamedTuple):
    """What conditions look at: what was to be done in the time that is reviewed, and the body's case."""

    year: YearCase
    due: tuple[Unit, ...]

    def of(self, *states: str) -> list[Unit]:
        """Return what was to be done that stands so."""
        return [unit for unit in self.due if unit.state in states]


class ConditionResult(NamedTuple):
    """A condition judged: `done` of `of` meet it, `needed` are wanted; `pending` are not due yet, of
    `unrecorded` nobody wrote down what matters here. `units` are those that stand in the way."""

    code: str
    state: State
    done: int = 0
    of: int = 0
    needed: int = 0
    pending: int = 0
    unrecorded: int = 0
    units: tuple[Unit, ...] = ()

    @property
    def lacking(self) -> int:
        """How many more would have had to meet it."""
        return max(self.needed - self.done, 0)


def tasks_done(facts: ConditionFacts) -> ConditionResult:
    """All that was given and fell due is done, late or not. Article: 366-QĐ/TW, Điều 11."""
    fallen, missing = facts.of(*FALLEN_DUE), facts.of("missing")
    return _counted("tasks-done", facts, len(fallen), len(fallen), missing)


def tasks_on_time(facts: ConditionFacts) -> ConditionResult:
    """All that was given and fell due is done, each by its day. Article: 366-QĐ/TW, Điều 11."""
    fallen, behind = facts.of(*FALLEN_DUE), facts.of("late", "missing")
    return _counted("tasks-on-time", facts, len(fallen), len(fallen), behind)


def few_tasks_late(facts: ConditionFacts) -> ConditionResult:
    """Of what fell due, not more than the law's share was late or is still open. Article: 366-QĐ/TW, Điều
    11."""
    fallen, behind = facts.of(*FALLEN_DUE), facts.of("late", "missing")
    share = _share(facts, "grade_late_tasks_share_max")
    return _counted("few-tasks-late", facts, len(fallen), len(fallen) - int(share * len(fallen)), behind)


def tasks_beyond(facts: ConditionFacts) -> ConditionResult:
    """At least the law's share of the tasks was done beyond what was required. A task of which nobody wrote
    down whether it was may yet be one. Article: 366-QĐ/TW, Điều 11."""
    tasks = [unit for unit in facts.of(*FALLEN_DUE) if unit.evidence["record"] == "task"]
    beyond = [unit for unit in tasks if unit.state in DONE and unit.evidence["exceeded"]]
    silent = [unit for unit in tasks if unit.state in DONE and unit.evidence["exceeded"] is None]
    needed = -int(-_share(facts, "grade_beyond_share_min") * len(tasks) // 1)
    pending = len(facts.of("pending"))
    state: State = "unknown"
    if tasks and len(beyond) >= needed:
        state = _while_open("met", facts, pending)
    elif tasks and len(beyond) + len(silent) < needed:
        state = "not-met"
    return ConditionResult(
        "tasks-beyond", state, len(beyond), len(tasks), needed, pending, len(silent), tuple(silent)
    )


def nobody_punished(facts: ConditionFacts) -> ConditionResult:
    """No member was disciplined: nothing in the records tells, so the office says it. Article: 366-QĐ/TW,
    Điều 11."""
    return ConditionResult("nobody-punished", "unknown")


def faults_repaired(facts: ConditionFacts) -> ConditionResult:
    """What was found wanting before is repaired. A finding overdue since before the time reviewed shows that
    it is not; that none is left does not show that all was. Article: 366-QĐ/TW, Điều 11."""
    year = facts.year
    old = [
        Unit("open", None, None, {"finding": {"rule": f.rule, "subject": f.subject, "on": year.last}})
        for found in year.findings.values()
        for f in found.values()
        if f.status == "overdue" and f.due_on is not None and f.due_on < year.period.first_day
    ]
    state: State = "not-met" if old else "unknown"
    return ConditionResult("faults-repaired", state, 0, len(old), len(old), units=tuple(old))


def _share(facts: ConditionFacts, name: str) -> Fraction:
    """The figure of the scheme that judges; an older year has no such condition."""
    share: Fraction = facts.year.law.value(name, facts.year.period.last_day)
    return share


def _counted(
    code: str, facts: ConditionFacts, of: int, needed: int, behind: Sequence[Unit]
) -> ConditionResult:
    """Return a condition on what fell due: unknown where nothing did."""
    done, pending = of - len(behind), len(facts.of("pending"))
    state: State = "not-met" if done < needed else "unknown"
    if of and done >= needed:
        state = _while_open("met", facts, pending)
    return ConditionResult(code, state, done, of, needed, pending, units=tuple(behind))


def _while_open(state: State, facts: ConditionFacts, pending: int) -> State:
    """What is not due yet may still change the answer: met so far while the time runs, unknown after it."""
    if not pending:
        return state
    return "unknown" if facts.year.over else "so-far"


CONDITIONS: Mapping[str, Callable[[ConditionFacts], ConditionResult]] = {
    "tasks-done": tasks_done,
    "tasks-on-time": tasks_on_time,
    "few-tasks-late": few_tasks_late,
    "tasks-beyond": tasks_beyond,
    "nobody-punished": nobody_punished,
    "faults-repaired": faults_repaired,
}
CONDITION_CODES: tuple[str, ...] = tuple(CONDITIONS)


def results(year: YearCase, codes: Sequence[str], due: Sequence[Unit]) -> tuple[ConditionResult, ...]:
    """Return the conditions of these codes, judged by what was to be done (the units of the criterion
    follow-up) and by the body's findings."""
    facts = ConditionFacts(year, tuple(due))
    return tuple([CONDITIONS[code](facts) for code in codes])
