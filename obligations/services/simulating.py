"""What a draft of law would change, before it binds: a second timeline of each body in memory, made by
the law, regimes and kinds with the draft's lines in them, beside the spans that are stored."""

import datetime as dt
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.errors import Refused
from delegations.models import Body, DutySuccession, LawDraft, LawSimulation, Succession
from delegations.permissions import check_can_edit_registers
from delegations.queries import law
from obligations import facts
from obligations.models import FindingSpan, Timeline
from obligations.queries import horizon, touched
from obligations.services import drafted, judging, spans
from obligations.services.chunking import chunks, collector_at_rest
from obligations.services.drafted import Drafted
from rulebook.calendar import ONE_DAY
from rulebook.facts import BodyFacts
from rulebook.timeline import timeline

logger = logging.getLogger(__name__)

# So many bodies are worked out while the user waits (a few seconds); more by a worker, with a progress bar.
AT_ONCE = 40
CHUNK = 50
TASK = "obligations.tasks.simulate"
# A job that has not ended by then is taken for lost, and may be asked for again.
LOST_AFTER = dt.timedelta(minutes=15)
FLAGGED, FREED, CHANGED = "flagged", "freed", "changed"


class State(NamedTuple):
    """How a finding stands: what a screen and a mail tell apart."""

    status: str
    severity: str
    due_on: dt.date | None


class Piece(NamedTuple):
    """A state and its days: from `first`, no longer on `before` (None: beyond the last day looked at)."""

    first: dt.date
    before: dt.date | None
    state: State


class Difference(NamedTuple):
    """Days on which a finding would stand otherwise: `old` is how it stands, `new` how it would (None: not at
    all)."""

    first: dt.date
    before: dt.date | None
    old: State | None
    new: State | None

    @property
    def what(self) -> str:
        if self.old is None:
            return FLAGGED
        return FREED if self.new is None else CHANGED


Course = Mapping[tuple[str, str], Sequence[Piece]]


# What differs: plain decisions ---------------------------------------------------------------------


def differences(old: Sequence[Piece], new: Sequence[Piece]) -> list[Difference]:
    """Return the days on which the two courses of one finding differ, oldest first."""
    turns = {piece.first for piece in (*old, *new)}
    turns |= {piece.before for piece in (*old, *new) if piece.before}
    days = sorted(turns)
    found: list[Difference] = []
    for day, before in zip(days, [*days[1:], None], strict=True):
        was, will = _state_on(old, day), _state_on(new, day)
        last = found[-1] if found else None
        if was == will:
            continue
        if last and last.before == day and (last.old, last.new) == (was, will):
            found[-1] = last._replace(before=before)
        else:
            found.append(Difference(day, before, was, will))
    return found


def _state_on(pieces: Iterable[Piece], day: dt.date) -> State | None:
    return next(
        (one.state for one in pieces if one.first <= day and (one.before is None or day < one.before)), None
    )


# Asking for it -------------------------------------------------------------------------------------


@transaction.atomic
def ask(*, draft: LawDraft, by: User) -> LawSimulation:
    """Simulate a draft: now where it concerns few bodies, else by a worker. Raises Refused for one that is
    settled or empty, or that a worker is at."""
    check_can_edit_registers(by)
    draft = LawDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    lines = drafted.of_draft(draft)
    if not draft.is_open or lines.is_empty:
        raise Refused(_("Chỉ mô phỏng dự thảo đang soạn và đã có ít nhất một dòng."))
    now = clock.now()
    before = LawSimulation.objects.filter(draft=draft).first()
    if before and is_running(before, now):
        raise Refused(_("Dự thảo này đang được mô phỏng."))
    codes = facts.bodies(concerned(lines))
    values = {
        "mark": drafted.mark(lines, law.in_force()),
        "asked_at": now,
        "finished_at": None,
        "bodies_total": len(codes),
        "bodies_done": 0,
        "error": "",
        "outcome": {},
    }
    made, _is_new = LawSimulation.objects.update_or_create(draft=draft, defaults=values)
    if len(codes) <= AT_ONCE:
        run(draft.pk)
        made.refresh_from_db()
    else:
        transaction.on_commit(lambda: _leave_to_worker(draft.pk))
    return made


def is_running(simulation: LawSimulation, now: dt.datetime) -> bool:
    """Return whether a worker is at it, or will be."""
    return simulation.finished_at is None and simulation.asked_at > now - LOST_AFTER


def _leave_to_worker(draft_id: int) -> None:
    try:
        current_app.send_task(TASK, args=[draft_id], retry=False, ignore_result=True)
    except Exception:
        logger.warning("Draft %d is not simulated: the broker does not answer", draft_id, exc_info=True)
        LawSimulation.objects.filter(draft=draft_id).update(
            finished_at=clock.now(), error=_("Bộ phận chạy nền không trả lời. Hãy mô phỏng lại sau.")
        )


def concerned(lines: Drafted) -> set[int] | None:
    """Return the bodies that the lines may touch: those of their kinds, and whoever came to hold duties of
    these; None for all of them. At most three queries."""
    kinds = lines.kind_ids
    if None in kinds:
        return None
    found = set(Body.objects.filter(kind__in=kinds).values_list("pk", flat=True))
    heirs: dict[int, set[int]] = defaultdict(set)
    for link in (Succession, DutySuccession):
        for old, new in link.objects.values_list("predecessor_id", "successor_id"):
            heirs[old].add(new)
    waiting = list(found)
    while waiting:
        for heir in heirs[waiting.pop()] - found:
            found.add(heir)
            waiting.append(heir)
    return found


# Working it out ------------------------------------------------------------------------------------


def run(draft_id: int) -> None:
    """Work out the simulation that was asked for and store what it gives. Does nothing where it is over, or
    the draft was written since."""
    simulation = LawSimulation.objects.filter(draft=draft_id, finished_at__isnull=True).first()
    if simulation is None:
        return
    lines = drafted.of_draft(draft_id)
    its = LawSimulation.objects.filter(draft=draft_id, mark=simulation.mark)
    try:
        outcome = _simulate(lines, lambda done: its.update(bodies_done=done))
    except Exception as error:
        logger.exception("Draft %d cannot be simulated", draft_id)
        its.update(finished_at=clock.now(), error=f"{type(error).__name__}: {error}")
        return
    its.update(finished_at=clock.now(), outcome=outcome)


def _simulate(lines: Drafted, progress: Any) -> dict[str, Any]:
    on = clock.today()
    codes = facts.bodies(concerned(lines))
    _bring_up_to_date(codes, on)
    scope = _scope(on, lines)
    told = _Told(on, lines.first_day, horizon.needed(on))
    done = 0
    for chunk in chunks(codes, CHUNK):
        stored = _stored(chunk, told.last)
        for key, body in facts.gather_timelines(chunk, scope.last, since=scope.office.tracking_from).items():
            if body.facts is None:
                told.errors[body.code] = body.error
            else:
                told.compare(key, stored.get(key, {}), _made(scope, body.facts, told.last))
        done += len(chunk)
        progress(done)
    return told.as_json(dict(Body.objects.filter(pk__in=told.bodies).values_list("pk", "name")), codes)


def _bring_up_to_date(codes: Mapping[int, str], on: dt.date) -> None:
    """Judge the bodies whose stored spans do not say what records and law say now: most often none."""
    current = Timeline.objects.filter(
        body__in=codes, law_version=judging.law_version(), last_day__gte=horizon.needed(on)
    )
    behind = {*touched.bodies(list(codes)), *(set(codes) - set(current.values_list("body_id", flat=True)))}
    judging.refresh(on=on, at=clock.now(), body_ids=behind)


def _scope(on: dt.date, lines: Drafted) -> spans.Scope:
    changed = drafted.law_with(law.in_force(), lines)
    office = drafted.office_with(facts.office(), lines)
    return spans.Scope(office, changed, judging.law_version(), horizon.last_day(on))


def _stored(codes: Mapping[int, str], last: dt.date) -> dict[int, dict[tuple[str, str], list[Piece]]]:
    """Return the courses of the bodies' findings as they are stored, by body. One query."""
    found: dict[int, dict[tuple[str, str], list[Piece]]] = defaultdict(lambda: defaultdict(list))
    columns = ("body_id", "rule", "subject", "days", "status", "severity", "due_on")
    current = FindingSpan.objects.filter(body__in=codes, recorded__upper_inf=True)
    for body_id, rule, subject, days, *state in current.values_list(*columns):
        if days.lower <= last:
            piece = Piece(days.lower, _clipped(days.upper, last), State(*state))
            found[body_id][rule, subject].append(piece)
    return found


def _made(scope: spans.Scope, body: BodyFacts, last: dt.date) -> dict[tuple[str, str], list[Piece]]:
    """Return the courses of a body's findings by the law of the scope."""
    first = max(body.founded_on, scope.first)
    found: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    if first > scope.last:
        return found
    with collector_at_rest():
        for finding, starts_on, ends_before in timeline(body, first, scope.last, scope.office, scope.law):
            if starts_on <= last:
                state = State(finding.status, finding.severity, finding.due_on)
                piece = Piece(starts_on, _clipped(ends_before, last), state)
                found[finding.rule, finding.subject].append(piece)
    return found


def _clipped(before: dt.date | None, last: dt.date) -> dt.date | None:
    return before if before is not None and before <= last else None


# Telling it ----------------------------------------------------------------------------------------


class _Told:
    """What was found of all bodies, as it is stored: from today on each difference, of past days their
    number; and whether anything differs before the first day of the rows."""

    def __init__(self, on: dt.date, first: dt.date, last: dt.date) -> None:
        self.on, self.first, self.last = on, first, last
        self.bodies: dict[int, list[dict[str, Any]]] = {}
        self.past: Counter[int] = Counter()
        self.rules: dict[str, Counter[str]] = defaultdict(Counter)
        self.errors: dict[str, str] = {}
        self.earlier: Counter[str] = Counter()

    def compare(self, body_id: int, old: Course, new: Course) -> None:
        earlier = sum(any(piece.first < self.first for piece in pieces) for pieces in old.values())
        self.earlier["findings"] += earlier
        self.earlier["bodies"] += bool(earlier)
        for key in sorted({*old, *new}):
            for one in differences(old.get(key, ()), new.get(key, ())):
                self.earlier["changed"] += one.first < self.first
                self._note(body_id, *key, one)

    def _note(self, body_id: int, rule: str, subject: str, one: Difference) -> None:
        rows = self.bodies.setdefault(body_id, [])
        if one.before is not None and one.before <= self.on:
            self.past[body_id] += 1
            self.rules[rule]["past"] += 1
            return
        self.rules[rule][one.what] += 1
        rows.append(
            {
                "rule": rule,
                "subject": subject,
                "what": one.what,
                "first": one.first.isoformat(),
                "last": (one.before - ONE_DAY).isoformat() if one.before else None,
                "old": _json(one.old),
                "new": _json(one.new),
            }
        )

    def as_json(self, names: Mapping[int, str], codes: Mapping[int, str]) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "earlier": {name: self.earlier[name] for name in ("findings", "bodies", "changed")},
            "rules": {rule: dict(counts) for rule, counts in sorted(self.rules.items())},
            "bodies": [
                {
                    "id": key,
                    "code": codes[key],
                    "name": names[key],
                    "past": self.past[key],
                    "changes": sorted(changes, key=_by_day),
                }
                for key, changes in self.bodies.items()
            ],
            "errors": self.errors,
        }


def _by_day(change: Mapping[str, Any]) -> tuple[str, str, str]:
    return change["first"], change["rule"], change["subject"]


def _json(state: State | None) -> list[str | None] | None:
    if state is None:
        return None
    return [state.status, state.severity, state.due_on.isoformat() if state.due_on else None]


def states_on(outcome: Mapping[str, Any], day: dt.date) -> Iterator[tuple[int, dict[str, Any]]]:
    """Generate what would stand otherwise on a day, from the simulated day on: the body, the difference."""
    text = day.isoformat()
    for body in outcome.get("bodies", ()):
        for change in body["changes"]:
            if change["first"] <= text and (change["last"] is None or text <= change["last"]):
                yield body["id"], change
