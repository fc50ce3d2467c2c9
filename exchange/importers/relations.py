"""What must agree between bodies, and between a body and its kind: who is under whom, whose organ, and who
holds the duties of whom. Asked of the workbook's rows laid over what the database holds.

A fault between two rows is told at the later one, a circle at its last row.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.dates import day as day_text
from core.errors import Refused
from delegations.enums import BodyRelation, Duty
from delegations.models import Body, BodyKind
from delegations.services import bodies as body_services
from delegations.services import successions
from exchange.importers.outcome import Outcome
from exchange.importers.reading import BAD, Draft, Table
from exchange.importers.records import Key
from rulebook.calendar import ONE_DAY
from rulebook.law import Law

Row = tuple[Table, Draft]
Fault = Callable[[Table, Draft, str, str], None]


class Place(NamedTuple):
    """Where a body stands: its kind, what it is under and how, and its days as they are recorded."""

    kind: str
    parent: str
    relation: str
    founded_on: dt.date
    ended_on: dt.date | None

    @property
    def is_organ(self) -> bool:
        return self.relation == BodyRelation.ORGAN

    def as_body(self, code: str) -> Body:
        """Return a body that the services' checks can look at."""
        return Body(code=code, founded_on=self.founded_on, ended_on=self.ended_on, relation=self.relation)


@dataclass(slots=True)
class Relations:
    """The bodies and successions of an import, the file laid over the database, and the file's own rows.

    `own_rows` are the old bodies that have a row of succession, readable or not.
    """

    kinds: Mapping[str, bool]
    bodies: dict[str, Place]
    links: Mapping[str, tuple[str, ...]]
    successions: Mapping[Key, tuple[str, ...]]
    body_rows: Mapping[str, Row]
    kind_rows: Mapping[str, Row]
    succession_rows: Mapping[Key, Row]
    own_rows: frozenset[str]
    law: Law
    fault: Fault

    # --- who is under whom
    # ------------------------------------------------------------------------------------

    def check_places(self) -> None:
        """Tell of bodies whose relation does not go with their kind, of circles, and of organs of organs."""
        for code in [*self.bodies]:
            self._check_kind(code)
        for circle in self._circles():
            if rows := [self.body_rows[code] for code in circle if code in self.body_rows]:
                table, draft = max(rows, key=lambda row: row[1].row)
                self.fault(
                    table, draft, "parent", _("Tổ chức không thể thuộc chính mình, kể cả qua tổ chức khác.")
                )
        self._leave_out_faulty()
        for code, place in self.bodies.items():
            self._check_organ(code, place)
        self._leave_out_faulty()

    def _leave_out_faulty(self) -> None:
        for code, (_table, draft) in self.body_rows.items():
            if draft.faulty:
                self.bodies.pop(code, None)

    def _check_kind(self, code: str) -> None:
        place = self.bodies[code]
        if place.kind not in self.kinds:
            return
        kind = BodyKind(name=place.kind, is_organ=self.kinds[place.kind])
        try:
            body_services.check_relation(kind, bool(place.parent), place.relation)
        except Refused as refused:
            if code in self.body_rows:
                self._tell(self.body_rows[code], "relation", refused.message)
            elif place.kind in self.kind_rows:
                words = _("Tổ chức %(body)s thuộc loại này. %(why)s")
                self._tell(
                    self.kind_rows[place.kind], "is_organ", words % {"body": code, "why": refused.message}
                )

    def _tell(self, row: Row, name: str, message: str) -> None:
        """Tell of a fault at a row, unless it has one already."""
        table, draft = row
        if not draft.faulty:
            self.fault(table, draft, name, message)

    def _circles(self) -> Iterator[list[str]]:
        """Generate the circles of bodies that are each under the next."""
        done: set[str] = set()
        for start in self.bodies:
            path: dict[str, int] = {}
            code = start
            while code in self.bodies and code not in done and code not in path:
                path[code] = len(path)
                code = self.bodies[code].parent
            if code in path:
                yield [*path][path[code] :]
            done |= path.keys()

    def _check_organ(self, code: str, place: Place) -> None:
        parent = self.bodies.get(place.parent)
        if parent is None or not place.is_organ:
            return
        try:
            body_services.check_organ_of(parent.as_body(place.parent), place.relation)
        except Refused as refused:
            rows = [self.body_rows[one] for one in (code, place.parent) if one in self.body_rows]
            if rows:
                self._tell(max(rows, key=lambda row: row[1].row), "parent", refused.message)

    # --- who holds whose duties
    # -------------------------------------------------------------------------------

    def check_successions(self) -> None:
        """Tell of rows of succession that cannot be, and of circles; bare links that hand on duties count."""
        edges: dict[str, set[str]] = defaultdict(set)
        holders: dict[tuple[str, str], str] = {}
        for (old, new, starts_on), duties in self.successions.items():
            if (old, new, starts_on) not in self.succession_rows:
                edges[old].add(new)
                holders |= {(old, duty): _("đang lưu: %(body)s") % {"body": new} for duty in duties}
                self._check_stored(new, starts_on)
        for old, new in self._bare_links():
            if self._closes_circle(edges, old, new):
                if old in self.body_rows:
                    self._tell(self.body_rows[old], "successors", _circle())
            else:
                edges[old].add(new)
        for key, row in sorted(self.succession_rows.items(), key=lambda one: one[1][1].row):
            if key in self.successions and not row[1].faulty:
                self._check_succession(key, row, edges, holders)

    def _check_stored(self, new: str, starts_on: dt.date) -> None:
        """A stored succession still lies within the days of its new body, which the file may change."""
        if new not in self.body_rows or new not in self.bodies:
            return
        try:
            successions.check_day(self.bodies[new].as_body(new), starts_on)
        except Refused as refused:
            name = "founded_on" if starts_on < self.bodies[new].founded_on else "ended_on"
            words = _("Đang lưu việc kế thừa từ ngày %(day)s. %(why)s")
            message = words % {"day": day_text(starts_on), "why": refused.message}
            self._tell(self.body_rows[new], name, message)

    def _check_succession(
        self, key: Key, row: Row, edges: dict[str, set[str]], holders: dict[tuple[str, str], str]
    ) -> None:
        old, new, starts_on = key
        duties = self.successions[key]
        if fault := self._fault_of(old, new, starts_on, duties, edges, holders):
            self._tell(row, *fault)
            return
        edges[old].add(new)
        where = _("dòng %(row)d: %(body)s") % {"row": row[1].row, "body": new}
        holders |= {(old, duty): where for duty in duties}

    def _fault_of(
        self,
        old: str,
        new: str,
        starts_on: dt.date,
        duties: Iterable[str],
        edges: Mapping[str, set[str]],
        holders: Mapping[tuple[str, str], str],
    ) -> tuple[str, str] | None:
        """Return the field and the sentence of what is wrong with a row of succession."""
        if old == new:
            return "successor", _("Tổ chức không kế thừa chính mình.")
        places = {code: self.bodies[code].as_body(code) for code in (old, new) if code in self.bodies}
        try:
            if new in places:
                successions.check_day(places[new], starts_on)
            for code in places:
                successions.check_duties(places[code], places[code], [*duties])
        except Refused as refused:
            return refused.field or "starts_on", refused.message
        for duty in duties:
            if (old, duty) in holders:
                words = _("Nghĩa vụ “%(duty)s” của %(body)s đã giao cho tổ chức khác (%(where)s).")
                found = {"duty": Duty(duty).label, "body": old, "where": holders[old, duty]}
                return "duties", words % found
        return ("successor", _circle()) if self._closes_circle(edges, old, new) else None

    @staticmethod
    def _closes_circle(edges: Mapping[str, set[str]], old: str, new: str) -> bool:
        """Return whether duties that come to the new body come back to the old one."""
        seen, waiting = {new}, [new]
        while waiting:
            code = waiting.pop()
            if code == old:
                return True
            further = edges.get(code, set()) - seen
            seen |= further
            waiting += further
        return False

    def _bare_links(self) -> Iterator[tuple[str, str]]:
        """Generate the old and the new body of every bare link that hands on duties, in the file's order."""
        for old in self.bodies:
            if new := self._bare_successor(old):
                yield old, new

    def _bare_successor(self, old: str) -> str:
        """Return who takes the duties of a body by its bare link; nothing where nobody does."""
        place, named = self.bodies[old], self.links.get(old, ())
        last = self._last_day(place)
        if old in self.own_rows or len(named) != 1 or last is None or named[0] not in self.bodies:
            return ""
        first = max(last + ONE_DAY, self._first_day(self.bodies[named[0]]))
        law = self.law.of_kind(place.kind)
        return named[0] if law.measure("bare_link_duties", first) == "all" else ""

    def _first_day(self, place: Place) -> dt.date:
        """Return the first day of a body: an organ does not begin before its parent."""
        parent = self.bodies.get(place.parent) if place.is_organ else None
        return max(place.founded_on, parent.founded_on) if parent else place.founded_on

    def _last_day(self, place: Place) -> dt.date | None:
        """Return the last day of a body: an organ does not outlive its parent."""
        parent = self.bodies.get(place.parent) if place.is_organ else None
        days = [place.ended_on, parent.ended_on if parent else None]
        return min((day for day in days if day is not None), default=None)

    # --- what nobody holds
    # ------------------------------------------------------------------------------------

    def warn_of_left_duties(self, outcome: Outcome) -> None:
        """Warn of bodies of the file with a last day that leave a duty without a holder."""
        held: dict[str, set[str]] = defaultdict(set)
        for (old, _new, _starts_on), duties in self.successions.items():
            held[old] |= set(duties)
        last_rows: dict[str, Row] = {}
        for key, row in sorted(self.succession_rows.items(), key=lambda one: one[1][1].row):
            last_rows[key[0]] = row
        for old in {**self.body_rows, **last_rows}:
            last = self._last_day(self.bodies[old]) if old in self.bodies else None
            if last is None:
                continue
            left = self._left(old, held[old])
            if left:
                row, name = (
                    (self.body_rows[old], "ended_on") if old in self.body_rows else (last_rows[old], "duties")
                )
                _warn(outcome, row, name, last, left)

    def _left(self, old: str, held: set[str]) -> list[str]:
        """Return the duties of an old body that nobody holds."""
        own = [*Duty] if not self.bodies[old].is_organ else [Duty.TASKS, Duty.SUBMISSIONS]
        if new := self._bare_successor(old):
            held = {*Duty} - ({Duty.REPORTS} if self.bodies[new].is_organ else set())
        return [str(duty.label) for duty in own if duty not in held]


def _warn(outcome: Outcome, row: Row, name: str, last: dt.date, left: list[str]) -> None:
    table, draft = row
    column = next(column for column in table.sheet.columns if column.field == name)
    value = table.value(draft, name)
    words = _(
        "Tổ chức kết thúc ngày %(day)s mà không giao cho tổ chức nào: %(duties)s. Nếu có tổ chức nhận, hãy"
        " ghi ở trang “Kế thừa”."
    )
    shown = column.kind.show(value) if value is not BAD and value is not None else None
    message = words % {"day": day_text(last), "duties": ", ".join(left)}
    outcome.warn(table.sheet.title, draft.row, column.heading, shown, message)


def _circle() -> str:
    return _("Việc kế thừa thành vòng: nghĩa vụ quay lại tổ chức cũ.")
