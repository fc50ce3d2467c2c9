"""From drafts and what the database holds to a plan: what is new, what changes, what is wrong.

Nothing is written here. Every constraint of the database has its sentence here, so that a fault
is told at its row and never by an exception. A row that refers to a faulty row is no second fault.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core import dates
from core.errors import Refused
from core.text import same_name
from delegations.models import Body, Seat
from delegations.queries.law import parameters
from delegations.services import laws, memberships
from delegations.services.seats import check_holder
from exchange.importers import checking, drafting
from exchange.importers.cells import Doubtful, Unfit, alike
from exchange.importers.columns import Column
from exchange.importers.drafting import ToDraft
from exchange.importers.outcome import Change, LawLines, Outcome
from exchange.importers.reading import BAD, Book, Draft, Table
from exchange.importers.records import RECORDS, Key, Record
from exchange.importers.relations import Place, Relations
from exchange.importers.sheets import SETTING_ROWS, SHEETS
from exchange.importers.snapshots import Existing
from meetings.enums import AttendanceState
from meetings.services import meetings
from obligations.enums import DayOffKind
from obligations.models import DayOff
from reports.services import reports
from rulebook.law import Law, LawError, LawRow, load_law
from rulebook.law.sets import READY_MADE, ReadyMade

FEWEST_DAYS_OFF = 8
# Records whose key is, or ends in, a name that people spell.
NAMED = ("kind", "office", "committee", "matter", "event")
# Records whose key is, or ends in, a code or a number that people type.
CODED = (
    "body",
    "seat",
    "person",
    "document",
    "regulation",
    "coordination",
    "meeting",
    "consultation",
    "decision",
    "task",
    "submission",
    "direction",
    "regime",
)
# Room between two bodies, so that one can be put between them by hand.
PLACES_APART = 10
_OPEN = dt.date.max
# Letters of other alphabets that look like ours: a code copied from elsewhere is unknown, and the eye cannot
# say why.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ‐‑‒–—−", "ABEKMHOPCTYXISJaeopcyxisjABEZHIKMNOPTYX------"
)


def _spelt(code: Any) -> str:
    """Return the key under which two spellings of one code are equal."""
    text = str(code)
    return text.casefold() if text.isascii() else same_name(text.translate(_LOOKALIKES))


class Spellings:
    """Things by their names: found under another spelling of one name, else blind to accents; never where two
    bear it."""

    def __init__(self, named: Iterable[tuple[str, Any]]) -> None:
        self._found: dict[tuple[bool, str], set[Any]] = defaultdict(set)
        for name, thing in named:
            for key in self._keys(name):
                self._found[key].add(thing)

    def find(self, text: str) -> Any:
        """Return the one thing that is meant, or None."""
        return next(
            (one for key in self._keys(text) if len(found := self._found.get(key, ())) == 1 for one in found),
            None,
        )

    @staticmethod
    def _keys(name: str) -> tuple[tuple[bool, str], ...]:
        return ((True, same_name(name)), (False, alike(name))) if name else ()


@dataclass(slots=True)
class Making:
    """A record to create: a row of a table, with values from elsewhere laid over it."""

    key: Key
    table: Table | None
    draft: Draft | None
    extra: dict[str, Any]

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.table is not None and self.draft is not None:
            found = {
                column.field: value
                for column, value in zip(self.table.columns, self.draft.values, strict=True)
                if not column.link and not column.of
            }
        return found | self.extra


@dataclass(slots=True)
class Plan:
    """What writing the workbook would do, by natural keys."""

    makings: dict[str, list[Making]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[str, dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[str, list[tuple[Key, str]]] = field(default_factory=lambda: defaultdict(list))
    unlinks: dict[str, list[tuple[Key, str]]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[Key, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    days_removed: list[int] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    to_draft: ToDraft = field(default_factory=ToDraft)

    @property
    def is_empty(self) -> bool:
        """Return whether the workbook says nothing that the database does not say already."""
        return not any(
            (
                any(self.makings.values()),
                any(self.updates.values()),
                any(self.links.values()),
                any(self.unlinks.values()),
                self.parties,
                self.days_removed,
                self.settings,
                self.to_draft,
            )
        )


def plan(
    book: Book, existing: Existing, outcome: Outcome, *, rule_codes: Collection[str], today: dt.date
) -> Plan:
    """Return what the workbook would write; faults, warnings and counts go to `outcome`. Costs few queries
    per kind of record."""
    planner = _Planner(book, existing, outcome, rule_codes, today)
    planner.run()
    outcome.settle()
    return planner.plan


class _Planner:
    """Goes through the tables in the order of records. Holds what several steps need."""

    def __init__(
        self, book: Book, existing: Existing, outcome: Outcome, rule_codes: Collection[str], today: dt.date
    ) -> None:
        self.today = today
        self.book = book
        self.existing = existing
        self.outcome = outcome
        self.plan = Plan()
        self.rule_codes = frozenset(rule_codes)
        self.written: dict[tuple[str, int], str] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.offices: dict[str, None] = {}

    def run(self) -> None:
        self._spell()
        self._resolve()
        self._settle_laws()
        for table in self.book.tables.values():
            self._check_rows(table)
            self._check_self(table, "successors", _("Tổ chức không kế thừa chính mình."))
            self._check_self(table, "replaces", _("Văn bản không thay thế chính mình."))
        self._check_relations()
        self._check_rhythms()
        self._check_seats_of_members()
        self._check_names()
        self._check_overlaps()
        self._check_twice_seated()
        self._check_as_screens_do()
        self._check_items()
        self._check_holders()
        self._warn_of_doubles()
        self._warn_of_doubled_reports()
        self._warn_of_twins()
        self._settings()
        for name, record in RECORDS.items():
            if name == "person":
                self._people(record)
            elif name == "touched":
                self._links_of_events()
            else:
                self._record(record)
        self._parties()
        self._days_off()
        self._head_counts()
        if drafting.is_wanted():
            self.plan.to_draft = drafting.divert(self, self.today)
            self.outcome.law = LawLines(len(self.plan.to_draft), self.plan.to_draft.waiting)
        self._count()

    # --- faults
    # -----------------------------------------------------------------------------------------------

    def _fault(self, table: Table, draft: Draft, name: str, message: str) -> None:
        column = next(column for column in table.sheet.columns if column.field == name)
        value = table.value(draft, name)
        draft.faulty = True
        self.outcome.fault(
            table.sheet.title,
            draft.row,
            column.heading,
            column.kind.show(value) if value is not BAD and value is not None else None,
            message,
        )

    def fault_at(self, record: str, key: Key, name: str, message: str) -> None:
        """Tell a fault of a record at its row in the file: the one that has the column."""
        for table in self.book.of(record):
            if key in table.drafts and table.at(name) is not None:
                self._fault(table, table.drafts[key], name, message)
                return

    def left_alone(self, table: Table, draft: Draft) -> None:
        """Count a row as one that changes nothing here."""
        self.written[table.sheet.title, draft.row] = "same"

    def _all(self, table: Table) -> Iterator[Draft]:
        yield from table.drafts.values()
        yield from table.loose

    def _in_file(self, record: str) -> set[Any]:
        """Return the one-part keys that the file's rows make, faulty rows too."""
        found = {key[0] for table in self.book.of(record) if not table.sheet.extends for key in table.drafts}
        if record == "person":
            for table in self.book.of("membership"):
                found |= {table.value(draft, "person") for draft in self._all(table)} - {BAD, None}
        return found

    def _spell(self) -> None:
        """Give every name that is a key the spelling that the database holds, or that the file used first:
        names that differ in spelling alone are one record. A second row of such a name is told as a repeated
        key."""
        for record in NAMED:
            tables = [table for table in self._tables(record) if not table.sheet.extends]
            supplements = self._tables("touched") if record == "event" else []
            uses = [
                (table, place)
                for table in self.book.tables.values()
                for place, column in enumerate(table.columns)
                if column.refers == record
            ]
            if not tables and not supplements and not uses:
                continue
            names = {(*key[:-1], same_name(key[-1])): key[-1] for key in self.existing.ids(record)}
            for table in tables:
                self._respell(table, names, len(RECORDS[record].key) - 1)
            for table in supplements:
                self._respell(table, names, len(RECORDS[record].key) - 1)
            if len(RECORDS[record].key) == 1 and record != "kind":
                for table, place in uses:
                    for draft in self._all(table):
                        if draft.values[place] is not BAD and draft.values[place]:
                            draft.values[place] = names.setdefault(
                                (same_name(draft.values[place]),), draft.values[place]
                            )

    def _respell(self, table: Table, names: dict[Key, str], part: int) -> None:
        """Write the names in a table's keys (their part `part`) as `names` has them, and file the rows
        anew."""
        place = table.at("name")
        drafts: dict[Key, Draft] = {}
        for key, draft in table.drafts.items():
            name = names.setdefault((*key[:part], same_name(key[part])), key[part])
            key = (*key[:part], name, *key[part + 1 :])
            if place is not None:
                typed, draft.values[place] = draft.values[place], name
            if key not in drafts:
                drafts[key] = draft
            elif table.sheet.may_repeat:
                table.add_up(drafts[key], draft)
            else:
                message = _(
                    "Trùng với dòng %(row)d: “%(name)s” và “%(other)s” là một tên, chỉ khác cách viết."
                )
                self._fault(
                    table, draft, "name", message % {"row": drafts[key].row, "name": typed, "other": name}
                )
        table.drafts = drafts

    def _resolve(self) -> None:
        """Find every code that nothing bears."""
        wanted: dict[str, list[tuple[Table, Column]]] = defaultdict(list)
        for table in self.book.tables.values():
            for column in table.columns:
                if column.refers:
                    wanted[column.refers].append((table, column))
        for target, uses in wanted.items():
            if target == "office":
                continue
            known = self._existing_codes(target)
            strangers = self._strangers(target, known, uses)
            hints = {alike(str(code).translate(_LOOKALIKES)): code for code in known} if strangers else {}
            for table, draft, column, code in strangers:
                draft.faulty = True
                self.outcome.fault(
                    table.sheet.title,
                    draft.row,
                    column.heading,
                    code,
                    self._unknown(target, code, known, hints),
                )

    def _existing_codes(self, target: str) -> Collection[Any]:
        if target == "rule":
            return self.rule_codes
        if target == "parameter":
            return parameters()
        if target == "kind":
            return {*self.existing.kinds(), *self._in_file("kind")}
        return self._in_file(target) | {key[0] for key in self.existing.ids(target)}

    def _strangers(
        self, target: str, known: Collection[Any], uses: list[tuple[Table, Column]]
    ) -> list[tuple[Table, Draft, Column, Any]]:
        """Return the uses of codes that no record has. Where rows of the target have an unreadable code,
        as many unknown codes, the most used first, are taken for theirs: those rows have their fault already.
        """
        found: list[tuple[Table, Draft, Column, Any]] = []
        words = Spellings((str(name), name) for name in known) if target == "kind" else None
        for table, column in uses:
            place = table.columns.index(column)
            for draft in self._all(table):
                value = draft.values[place]
                if value is BAD or value in ("", None):
                    continue
                if words:
                    value = draft.values[place] = self._meant(value, known, words)
                for code in value if isinstance(value, tuple) else (value,):
                    if code not in known:
                        found.append((table, draft, column, code))
        targets = (
            [table for table in self.book.of(target) if not table.sheet.extends]
            if target not in ("rule", "parameter")
            else []
        )
        if target == "person":
            targets += list(self.book.of("membership"))
        if any(table.broken for table in targets):
            for _table, draft, _column, _code in found:
                draft.faulty = True
            return []
        hidden = sum(table.unkeyed for table in targets if table.sheet.record == target)
        if target == "person":
            hidden += sum(
                table.value(draft, "person") is BAD
                for table in targets
                if table.sheet.record == "membership"
                for draft in self._all(table)
            )
        explained = (
            {code for code, _uses in Counter(code for *_where, code in found).most_common(hidden)}
            if hidden
            else set()
        )
        for _table, draft, _column, code in found:
            draft.faulty = draft.faulty or code in explained
        return [use for use in found if use[3] not in explained]

    def _meant(self, value: Any, known: Collection[Any], words: Spellings) -> Any:
        """Return a name, or a list of names, as the things that they mean are called."""
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(self._meant(one, known, words) for one in value))
        return value if value in known else words.find(value) or value

    def _settle_laws(self) -> None:
        """Write values in their one spelling, and file rows of law anew by the kinds that they were found to
        name."""
        for table in self._tables("law"):
            at_parameter, at_value = table.at("parameter"), table.at("value")
            drafts: dict[Key, Draft] = {}
            for draft in table.drafts.values():
                if at_parameter is not None and at_value is not None and draft.values[at_value] is not BAD:
                    parameter = draft.values[at_parameter]
                    draft.values[at_value] = laws.canonical(parameter, draft.values[at_value])
                key = tuple(table.value(draft, name) for name in RECORDS["law"].key)
                if drafts.setdefault(key, draft) is not draft:
                    self._fault(table, draft, "starts_on", table.says_twice(drafts[key]))
            table.drafts = drafts

    def _unknown(self, target: str, code: Any, known: Collection[Any], hints: dict[str, Any]) -> str:
        message = {
            "body": _("Không có tổ chức nào mang mã này."),
            "seat": _("Không có vị trí nào mang mã này."),
            "person": _("Không có cán bộ nào mang mã này."),
            "document": _("Không có văn bản nào mang số này."),
            "meeting": _("Không có cuộc họp nào mang mã này."),
            "consultation": _("Không có phiếu lấy ý kiến nào mang mã này."),
            "direction": _("Không có ý kiến chỉ đạo nào mang mã này."),
            "regime": _("Không có chế độ báo cáo nào mang mã này; báo cáo năm thì ghi “Năm”."),
            "rule": _("Không có quy tắc nào mang mã này."),
            "parameter": _("Không có tham số nào mang tên này, hoặc tham số không đặt theo loại tổ chức."),
            "matter": _("Không có loại việc này trong bảng thẩm quyền."),
        }.get(target)
        if message is None:
            return _("Không có trong danh mục; cần một trong: %(words)s.") % {
                "words": "; ".join(sorted(map(str, known)))
            }
        hint = hints.get(alike(str(code).translate(_LOOKALIKES)))
        return message + (" " + _("Có phải “%(hint)s”?") % {"hint": hint} if hint else "")

    def _check_rows(self, table: Table) -> None:
        """Ask each row's own checks, its blanks filled from the record that the database holds where the
        sheet lacks a column."""
        if not table.sheet.checks:
            return
        absent = [
            column
            for column in table.sheet.columns
            if column not in table.columns and not column.link and not column.of
        ]
        stored = (
            self.existing.values(
                table.sheet.record,
                [c.field for c in absent],
                [c.kind.blank for c in absent],
                table.drafts.keys(),
            )
            if absent
            else {}
        )
        for key, draft in table.drafts.items():
            values = {column.field: value for column, value in zip(table.columns, draft.values, strict=True)}
            if key in stored:
                values |= {column.field: value for column, value in zip(absent, stored[key][1], strict=True)}
            bad = {name for name, value in values.items() if value is BAD}
            values = {name: value for name, value in values.items() if name not in bad}
            for check in table.sheet.checks:
                for name, message in check(values):
                    # an unreadable cell seems empty to a check; its own fault is told already
                    if not bad & {name, "sent_on", "returned_on", "held_on", "parent"}:
                        self._fault(table, draft, name, message)

    def _check_self(self, table: Table, name: str, message: str) -> None:
        for key, draft in table.drafts.items():
            value = table.value(draft, name)
            if value is not BAD and value and key[0] in value:
                self._fault(table, draft, name, message)

    def _tables(self, record: str) -> list[Table]:
        return [table for table in self.book.of(record) if not table.broken]

    def _check_relations(self) -> None:
        """Ask what must agree between bodies, where the file says anything of them."""
        names = ("kind", "body", "law", "duty_succession")
        if not any(self._tables(record) for record in names):
            return
        relations = Relations(
            kinds={name: is_organ for name, (is_organ,) in self._over("kind", ("is_organ",)).items()},
            bodies={code: Place(*values) for code, values in self._over("body", Place._fields).items()},
            links=self._successors(),
            successions={
                key: duties for key, (duties,) in self._over_keys("duty_succession", ("duties",)).items()
            },
            body_rows={key[0]: row for key, row in self._rows_of("body").items()},
            kind_rows={key[0]: row for key, row in self._rows_of("kind").items()},
            succession_rows=self._rows_of("duty_succession"),
            own_rows=self._old_bodies(),
            law=self._law(),
            fault=self._fault,
        )
        relations.check_places()
        relations.check_successions()
        relations.warn_of_left_duties(self.outcome)

    def _rows_of(self, record: str) -> dict[Key, tuple[Table, Draft]]:
        """Return the file's own rows of a kind of record, faulty ones too."""
        return {
            key: (table, draft)
            for table in self._tables(record)
            if not table.sheet.extends
            for key, draft in table.drafts.items()
        }

    def _successors(self) -> dict[str, tuple[str, ...]]:
        """Return who succeeds each body by a bare link, the file laid over the database."""
        found = {key[0]: tuple(codes) for key, codes in self.existing.linked("successors", None).items()}
        for code, (table, draft) in ((key[0], row) for key, row in self._rows_of("body").items()):
            value = table.value(draft, "successors")
            if value is not None and value is not BAD:
                found[code] = value
        return found

    def _old_bodies(self) -> frozenset[str]:
        """Return the bodies that have a row of succession as an old one, readable or not."""
        named = {
            table.value(draft, "predecessor")
            for table in self._tables("duty_succession")
            for draft in self._all(table)
        }
        return frozenset({key[0] for key in self.existing.ids("duty_succession")} | (named - {BAD, None}))

    def _law(self) -> Law:
        """Return the law of the office's rows, the file's laid over those of the database."""
        names = ("value", "ends_on", "reference")
        rows = [
            LawRow(kind or "", rule, parameter, value, starts_on, ends_on, reference)
            for (rule, parameter, kind, starts_on), (value, ends_on, reference) in self._over_keys(
                "law", names
            ).items()
            if parameter == "bare_link_duties"
        ]
        try:
            return load_law().with_rows(tuple(rows))
        except LawError:  # a value that it cannot have is told at its cell
            return load_law()

    def _check_rhythms(self) -> None:
        """A regime that has reports keeps its rhythm: an amended one gets a code of its own."""
        rows = {key: row for key, row in self._rows_of("regime").items() if not row[1].faulty}
        if not rows:
            return
        stored = self.existing.values("regime", ["rhythm"], [""], rows)
        moved = {
            key[0]
            for key, (table, draft) in rows.items()
            if key in stored and table.value(draft, "rhythm") not in (stored[key][1][0], None, BAD)
        }
        for code in sorted(self.existing.reported(moved)) if moved else ():
            words = _("Chế độ này đã có báo cáo nên không đổi kỳ được. Hãy ghi chế độ mới với mã khác.")
            self._fault(*rows[code,], "rhythm", words)

    def _check_seats_of_members(self) -> None:
        """A member's row names the body of the seat."""
        seats = {
            key[0]: (table, draft) for table in self._tables("seat") for key, draft in table.drafts.items()
        }
        stored = self.existing.seats() if self._tables("membership") else {}
        for table in self._tables("membership"):
            if table.at("body") is None:
                continue
            for draft in table.drafts.values():
                body, seat = table.value(draft, "body"), table.value(draft, "seat")
                if seat in seats:
                    owner_table, owner = seats[seat]
                    right = BAD if owner.faulty else owner_table.value(owner, "body")
                else:
                    right = stored[seat][0] if seat in stored else BAD
                if BAD not in (body, right) and body != right and not draft.faulty:
                    self._fault(
                        table, draft, "seat", _("Vị trí này thuộc tổ chức %(body)s.") % {"body": right}
                    )

    def _check_names(self) -> None:
        """One code is one person."""
        declared = {
            key[0]: (draft, table.value(draft, "full_name"))
            for table in self._tables("person")
            for key, draft in table.drafts.items()
        }
        codes = {
            table.value(draft, "person") for table in self._tables("membership") for draft in self._all(table)
        } - {BAD}
        stored = (
            self.existing.values("person", ["full_name"], [""], {(code,) for code in codes}) if codes else {}
        )
        first: dict[str, tuple[str, str]] = {}
        for table in self._tables("membership"):
            for draft in self._all(table):
                code, name = table.value(draft, "person"), table.value(draft, "full_name")
                if BAD in (code, name) or name is None:
                    continue
                if code in declared and declared[code][1] is not BAD:
                    first.setdefault(code, (declared[code][1], _("ở trang “Cán bộ”")))
                elif (code,) in stored:
                    first.setdefault(
                        code, (stored[(code,)][1][0], _("đang lưu; muốn đổi tên hãy sửa ở hồ sơ cán bộ"))
                    )
                right, where = first.setdefault(code, (name, _("ở dòng %(row)d") % {"row": draft.row}))
                if same_name(right) != same_name(name):
                    self._fault(
                        table,
                        draft,
                        "full_name",
                        _("Mã cán bộ %(code)s đã là của %(name)s (%(where)s).")
                        % {
                            "code": code,
                            "name": right,
                            "where": where,
                        },
                    )

    def _check_overlaps(self) -> None:
        """One seat has one member at a time, in the file and together with what the database holds."""
        tables = [table for table in self._tables("membership") if not table.sheet.extends]
        named = {key for table in tables for key in table.drafts}
        seats = {str(key[1]) for key in named}
        taken: dict[str, list[tuple[dt.date, dt.date, str, str]]] = defaultdict(list)
        names: dict[str, str] = {}
        for person, seat, first, last in self.existing.held(seats) if seats else ():
            if (person, seat, first) not in named:
                taken[seat].append(
                    (first, last or _OPEN, _("đang lưu: cán bộ %(person)s") % {"person": person}, person)
                )
        for table in tables:
            stored = (
                self.existing.values("membership", ["ends_on"], [None], named)
                if table.at("ends_on") is None
                else {}
            )
            for key, draft in table.drafts.items():
                last = table.value(draft, "ends_on") if key not in stored else stored[key][1][0]
                if draft.faulty or last is BAD:
                    continue
                seat, first = str(key[1]), table.value(draft, "starts_on")
                clash = next(
                    (span for span in taken[seat] if span[0] <= (last or _OPEN) and first <= span[1]), None
                )
                if clash is not None:
                    message = _("Chồng thời gian với người khác ở cùng vị trí (%(who)s).") % {"who": clash[2]}
                    if not names:
                        held = {(span[3],) for spans in taken.values() for span in spans}
                        names = {
                            key[0]: name
                            for key, (_pk, (name,)) in self.existing.values(
                                "person", ["full_name"], [""], held
                            ).items()
                        }
                    holder = names.get(clash[3], clash[3])
                    self._fault(
                        table,
                        draft,
                        "starts_on",
                        f"{message} {memberships.seat_conflict_advice(holder, clash[0], first)}",
                    )
                else:
                    taken[seat].append(
                        (
                            first,
                            last or _OPEN,
                            _("dòng %(row)d") % {"row": draft.row},
                            table.value(draft, "full_name") or str(key[0]),
                        )
                    )

    def _check_twice_seated(self) -> None:
        """One person has one seat in a body at a time, in the file and together with what the database
        holds."""
        tables = [table for table in self._tables("membership") if not table.sheet.extends]
        if not tables:
            return
        named = {key for table in tables for key in table.drafts}
        owners = {code: body for code, (body, _first, _last) in self._seats().items()}
        bodies = {owners[seat] for _person, seat, _first in named if seat in owners}
        seats = {code for code, body in owners.items() if body in bodies}
        taken: dict[tuple[str, str], list[tuple[dt.date, dt.date | None, str]]] = defaultdict(list)
        for person, seat, first, last in self.existing.held(seats) if seats else ():
            if (person, seat, first) not in named:
                taken[person, owners[seat]].append((first, last, seat))
        for table in tables:
            stored = (
                self.existing.values("membership", ["ends_on"], [None], named)
                if table.at("ends_on") is None
                else {}
            )
            for key, draft in table.drafts.items():
                person, seat, first = key
                last = table.value(draft, "ends_on") if key not in stored else stored[key][1][0]
                if draft.faulty or last is BAD or seat not in owners:
                    continue
                spans = taken[person, owners[seat]]
                clash = next(
                    (
                        span
                        for span in spans
                        if span[2] != seat and span[0] <= (last or _OPEN) and first <= (span[1] or _OPEN)
                    ),
                    None,
                )
                if clash is not None:
                    name = table.value(draft, "full_name") or person
                    self._fault(
                        table,
                        draft,
                        "person",
                        memberships.already_seated_message(name, clash[2], clash[0], clash[1]),
                    )
                else:
                    spans.append((first, last, seat))

    def _check_as_screens_do(self) -> None:
        """Ask of every row what its screen would refuse: a row and its supplement together, with what the
        database holds of the rest."""
        world = self._world()
        for record in checking.CHECKS:
            tables = self._tables(record)
            if not tables:
                continue
            columns = {
                c.field: c.kind.blank
                for title in SHEETS
                if title.record == record
                for c in title.columns
                if not c.link and not c.of
            }
            rows: dict[Key, list[tuple[Table, Draft]]] = defaultdict(list)
            for table in tables:
                for key, draft in table.drafts.items():
                    rows[key].append((table, draft))
            stored = self.existing.values(record, list(columns), list(columns.values()), rows.keys())
            for key, parts in rows.items():
                if any(draft.faulty for _table, draft in parts) or (
                    key not in stored and all(table.sheet.extends for table, _draft in parts)
                ):
                    continue
                values = dict(zip(columns, stored[key][1], strict=True)) if key in stored else dict(columns)
                for table, draft in parts:
                    values |= {
                        column.field: value
                        for column, value in zip(table.columns, draft.values, strict=True)
                        if column.field in columns
                    }
                before = dict(zip(columns, stored[key][1], strict=True)) if key in stored else values
                if before.get("body") != values.get("body"):
                    words = _(
                        "Mã này đã dùng cho hồ sơ của tổ chức %(body)s, không chuyển sang tổ chức khác được."
                        " Nếu là hồ sơ khác, hãy đặt mã khác."
                    )
                    self._fault_of(
                        record, key, parts, Refused(words % {"body": before["body"]}, field="body")
                    )
                    continue
                for refused in checking.refusals(record, world, values):
                    self._fault_of(record, key, parts, refused)

    def _check_items(self) -> None:
        """A decision or task that names an item of an agenda names one of its own meeting's."""
        tables = [
            table
            for record in ("decision", "task")
            for table in self._tables(record)
            if table.at("item") is not None
        ]
        if not tables:
            return
        known = {*self.existing.ids("item"), *self._rows_of("item")}
        for table in tables:
            stored = self.existing.values(table.sheet.record, ["meeting"], [None], table.drafts.keys())
            for key, draft in table.drafts.items():
                item = table.value(draft, "item")
                if draft.faulty or item is None or item is BAD:
                    continue
                before = stored[key][1][0] if key in stored else None
                meeting = before if table.at("meeting") is None else table.value(draft, "meeting")
                if not meeting:
                    self._fault(table, draft, "item", _("Ghi cả mã cuộc họp có nội dung này."))
                elif (meeting, item) not in known:
                    words = _("Chương trình của cuộc họp này không có nội dung số %(n)s.")
                    self._fault(table, draft, "item", words % {"n": item})

    def _check_holders(self) -> None:
        """A seat whose days change still covers the days of those who hold it and whose rows the file does
        not have."""
        tables = [table for table in self._tables("seat") if table.drafts]
        if not tables:
            return
        days = self._over("seat", ("starts_on", "ends_on"))
        rows = {
            key[0]: (table, draft)
            for table in tables
            for key, draft in table.drafts.items()
            if not draft.faulty
        }
        stored = self.existing.values(
            "seat", ["starts_on", "ends_on"], [None, None], {(code,) for code in rows}
        )
        moved = {
            code for code in rows if (code,) in stored and code in days and stored[code,][1] != days[code]
        }
        named = {key for table in self._tables("membership") for key in table.drafts}
        left = [one for one in self.existing.held(moved) if one[:3] not in named] if moved else []
        names = (
            self.existing.values("person", ["full_name"], [""], {(person,) for person, *_rest in left})
            if left
            else {}
        )
        for person, code, first, last in left:
            table, draft = rows[code]
            starts_on, ends_on = days[code]
            try:
                check_holder(names[person,][1][0], first, last, starts_on=starts_on, ends_on=ends_on)
            except Refused as refused:
                self._fault_of("seat", (code,), [(table, draft)], refused)

    def _fault_of(self, record: str, key: Key, parts: list[tuple[Table, Draft]], refused: Refused) -> None:
        """Tell a refusal at the cell it names, or at the key where what the database holds does not go with
        the row."""
        spots = [
            (table, draft) for table, draft in parts if refused.field and table.at(refused.field) is not None
        ]
        table, draft = (spots or parts)[0]
        self._fault(
            table,
            draft,
            refused.field if spots and refused.field else RECORDS[record].key[-1],
            refused.message,
        )

    def _world(self) -> checking.World:
        """Return what the checks look at, the file laid over the database. A record whose own row is at fault
        is not looked at."""
        world = checking.World(self.today)
        for code, (founded_on, ended_on) in self._over("body", ("founded_on", "ended_on")).items():
            world.bodies[code] = Body(code=code, founded_on=founded_on, ended_on=ended_on)
        for code, (_body, starts_on, ends_on) in self._seats().items():
            world.seats[code] = Seat(code=code, starts_on=starts_on, ends_on=ends_on)
        uses = {column.refers for table in self.book.tables.values() for column in table.columns}
        if "meeting" in uses:
            world.meetings = {
                code: (body, held_on)
                for code, (body, held_on) in self._over("meeting", ("body", "held_on")).items()
            }
        if "consultation" in uses:
            world.consultations = {
                code: (body, sent_on)
                for code, (body, sent_on) in self._over("consultation", ("body", "sent_on")).items()
            }
        if "direction" in uses:
            world.directions = {
                code: given_on for code, (given_on,) in self._over("direction", ("given_on",)).items()
            }
        if "regime" in uses:
            world.regimes = {code: rhythm for code, (rhythm,) in self._over("regime", ("rhythm",)).items()}
        if any(
            table.at(name) is not None
            for record, name in (("meeting", "head_count"), ("decision", "votes_for"))
            for table in self._tables(record)
        ):
            world.members, world.unsure = self._members(), self._unsure_bodies()
            rolls: dict[str, set[str]] = defaultdict(set)
            for table in self._tables("attendance"):
                for meeting, person in table.drafts:
                    rolls[meeting].add(person)

            def has_roll(meeting: str, body: str, day: dt.date) -> bool:
                there = {
                    person for person, first, last in world.members.get(body, ()) if first <= day <= last
                }
                return bool(there & rolls[meeting]) or bool(there & self.existing.roll(meeting))

            world.has_roll = has_roll
        return world

    def _over(self, record: str, fields: tuple[str, ...]) -> dict[str, tuple[Any, ...]]:
        """Return fields of all records of a kind by code, the file's sound rows laid over what the database
        holds."""
        return {key[0]: values for key, values in self._over_keys(record, fields).items()}

    def _over_keys(self, record: str, fields: tuple[str, ...]) -> dict[Key, tuple[Any, ...]]:
        """Return the same by whole key."""
        found = {
            key: values
            for key, (_pk, values) in self.existing.values(
                record, list(fields), [None] * len(fields), self.existing.ids(record)
            ).items()
        }
        for table in self._tables(record):
            if table.sheet.extends:
                continue
            for key, draft in table.drafts.items():
                if draft.faulty:
                    found.pop(key, None)
                    continue
                before = found.get(key, (None,) * len(fields))
                found[key] = tuple(
                    old if table.at(name) is None else table.value(draft, name)
                    for name, old in zip(fields, before, strict=True)
                )
        return found

    def _warn_of_doubles(self) -> None:
        """Warn of meetings of one body, day and kind under two codes: two may be real."""
        tables = [table for table in self._tables("meeting") if not table.sheet.extends]
        if not tables:
            return
        seen: dict[tuple[Any, ...], str] = {}
        for code, (*place, status) in self._over("meeting", ("body", "held_on", "kind", "status")).items():
            if not meetings.may_be_duplicate(place[1], status):
                continue
            first = seen.setdefault(tuple(place), code)
            if first == code:
                continue
            for table in tables:
                draft = table.drafts.get((code,))
                if draft is not None:
                    self.outcome.warn(
                        table.sheet.title,
                        draft.row,
                        "Mã cuộc họp",
                        code,
                        meetings.duplicate_message(first, place[1]),
                    )

    def _warn_of_doubled_reports(self) -> None:
        """Warn of a new report beside another one of its body, regime and period that was not sent back for
        good: two may be real."""
        tables = [table for table in self._tables("report") if not table.sheet.extends]
        if not tables:
            return
        known = self.existing.ids("report")
        names = ("returned_on", "resubmitted_on")
        days = {
            key: values
            for key, (_pk, values) in self.existing.values("report", names, (None, None), known).items()
        }
        rows: dict[Key, tuple[Table, Draft]] = {}
        for table in tables:
            for key, draft in table.drafts.items():
                if not draft.faulty:
                    before = days.get(key, (None, None))
                    days[key] = tuple(
                        old if table.at(name) is None else table.value(draft, name)
                        for name, old in zip(names, before, strict=True)
                    )
                    rows[key] = (table, draft)
        seen: dict[Key, Key] = {}
        for key, (returned_on, resubmitted_on) in days.items():
            if returned_on and not resubmitted_on:
                continue
            first = seen.setdefault(key[:3], key)
            if first != key and key in rows and key not in known:
                table, draft = rows[key]
                self.outcome.warn(
                    table.sheet.title,
                    draft.row,
                    "Ngày nộp",
                    key[3],
                    reports.duplicate_message(key[2], first[3]),
                )

    def _warn_of_twins(self) -> None:
        """Warn of a new code or number that differs from another one in its spelling alone: capitals, letters
        that look alike."""
        for record in CODED:
            *first_parts, last_part = RECORDS[record].key
            uses = [(table, last_part) for table in self._tables(record) if not table.sheet.extends]
            if record == "person":
                uses += [(table, "person") for table in self._tables("membership") if not table.sheet.extends]
            if not uses:
                continue
            existing_keys = set(self.existing.ids(record))
            seen = {(*key[:-1], _spelt(key[-1])): key for key in existing_keys}
            for table, name in uses:
                heading = next(column.heading for column in table.sheet.columns if column.field == name)
                for draft in table.drafts.values():
                    before, code = (
                        [table.value(draft, part) for part in first_parts],
                        table.value(draft, name),
                    )
                    key = (*before, code)
                    first = seen.setdefault((*before, _spelt(code)), key)
                    if first != key and key not in existing_keys:
                        existing_keys.add(key)
                        words = _(
                            "Chỉ khác cách viết với “%(code)s” đã có. Nếu là một, hãy ghi như nhau; nếu là"
                            " hai thì để nguyên."
                        )
                        self.outcome.warn(
                            table.sheet.title, draft.row, heading, code, words % {"code": first[-1]}
                        )

    # --- what differs
    # -----------------------------------------------------------------------------------------

    def _mark(self, table: Table, draft: Draft, state: str) -> None:
        """Remember what becomes of a row: `new` outweighs `changed`, `changed` outweighs `same`."""
        place = (table.sheet.title, draft.row)
        rank = {"same": 0, "changed": 1, "new": 2}
        if rank[state] >= rank.get(self.written.get(place, "same"), 0):
            self.written[place] = state

    def _key_label(self, key: Key) -> str:
        return " · ".join(
            dates.day(part) if isinstance(part, dt.date) else str(part) for part in key if part is not None
        )

    def _fields(self, table: Table, record: Record) -> list[tuple[int, Column]]:
        return [
            (place, column)
            for place, column in enumerate(table.columns)
            if column.field not in record.key and not column.link and not column.of
        ]

    def _record(self, record: Record) -> None:
        made: dict[Key, Making] = {}
        if record.name == "office":
            self._offices()
        for table in self._tables(record.name):
            columns = self._fields(table, record)
            stored = self.existing.values(
                record.name,
                [c.field for _p, c in columns],
                [c.kind.blank for _p, c in columns],
                table.drafts.keys(),
            )
            for key, draft in table.drafts.items():
                self._mark(table, draft, "same")
                if draft.faulty:
                    continue
                if key in stored:
                    pk, before = stored[key]
                    self._compare(table, draft, record.name, pk, key, columns, before)
                elif not table.sheet.extends:
                    if key not in made:  # an office that a seat named before the sheet of offices did
                        made[key] = Making(key, table, draft, self._place(record.name, len(made)))
                    self._mark(table, draft, "new")
                elif key in made:
                    made[key].extra |= {column.field: draft.values[place] for place, column in columns}
                    self._mark(table, draft, "new")
                elif not self._excused(record.name, key):
                    self._fault(
                        table, draft, record.key[0], _("Không có dòng nào mang khoá này ở trang tính chính.")
                    )
            if not table.sheet.extends:
                self._links(table)
        if made:
            self.plan.makings[record.name].extend(making for making in made.values())

    def _excused(self, record: str, key: Key) -> bool:
        """Return whether the row that a supplement speaks of stands in the file but is faulty itself."""
        bases = [table for table in self.book.of(record) if not table.sheet.extends]
        return any(
            table.broken or table.unkeyed or (key in table.drafts and table.drafts[key].faulty)
            for table in bases
        )

    def _compare(
        self,
        table: Table,
        draft: Draft,
        record: str,
        pk: int,
        key: Key,
        columns: list[tuple[int, Column]],
        before: tuple[Any, ...],
    ) -> None:
        changed = {
            column.field: draft.values[place]
            for (place, column), old in zip(columns, before, strict=True)
            if draft.values[place] != old and not column.at_birth
        }
        if not changed:
            return
        self._mark(table, draft, "changed")
        self.plan.updates[record].setdefault(pk, {}).update(changed)
        for _target, together in RECORDS[record].links.values():
            if len(together) > 1 and not changed.keys().isdisjoint(together):
                row = {column.field: draft.values[place] for place, column in columns}
                self.plan.updates[record][pk].update({name: row[name] for name in together if name in row})
        self.outcome.change(
            Change(
                table.sheet.title,
                draft.row,
                self._key_label(key),
                column.heading,
                column.kind.show(old),
                column.kind.show(draft.values[place]),
            )
            for (place, column), old in zip(columns, before, strict=True)
            if column.field in changed
        )

    def _offices(self) -> None:
        known = self.existing.ids("office")
        listed = {key for table in self._tables("office") for key in table.drafts}
        for table in self._tables("seat"):
            for draft in table.drafts.values():
                name = table.value(draft, "office")
                if (
                    name
                    and name is not BAD
                    and (name,) not in known
                    and (name,) not in listed
                    and not draft.faulty
                    and name not in self.offices
                ):
                    self.offices[name] = None
                    self.plan.makings["office"].append(Making((name,), None, None, {"name": name}))
                    self._born("Chức vụ", table, draft, "office", name)

    def _born(self, title: str, table: Table, draft: Draft, field: str, name: str) -> None:
        """Count a record that a reference makes under its own sheet, and say where it comes from."""
        self.outcome.count(title).new += 1
        column = next(column for column in table.columns if column.field == field)
        self.outcome.change(
            [
                Change(
                    table.sheet.title,
                    draft.row,
                    name,
                    column.heading,
                    "",
                    _("%(what)s mới: %(name)s") % {"what": title, "name": name},
                )
            ]
        )

    def _place(self, record: str, made: int) -> dict[str, Any]:
        """Return the protocol place of a new body: the workbook's order, after the bodies that stand already;
        a place that the office typed goes first."""
        return (
            {"position": self.existing.last_place() + PLACES_APART * (made + 1)} if record == "body" else {}
        )

    def _links(self, table: Table) -> None:
        for place, column in enumerate(table.columns):
            if not column.link or column.link in ("parties", "bodies"):
                continue
            stored = self.existing.linked(column.link, table.drafts.keys())
            for key, draft in table.drafts.items():
                if draft.faulty:
                    continue
                wanted, held = set(draft.values[place]), stored.get(key, set())
                if wanted != held:
                    self.plan.links[column.link] += [(key, code) for code in sorted(wanted - held)]
                    self.plan.unlinks[column.link] += [(key, code) for code in sorted(held - wanted)]
                    self._list_changed(table, draft, key, column, tuple(sorted(held)))

    def _list_changed(
        self, table: Table, draft: Draft, key: Key, column: Column, before: tuple[str, ...]
    ) -> None:
        if self.written.get((table.sheet.title, draft.row)) != "new":
            self._mark(table, draft, "changed")
            after = column.kind.show(draft.values[table.columns.index(column)])
            self.outcome.change(
                [
                    Change(
                        table.sheet.title,
                        draft.row,
                        self._key_label(key),
                        column.heading,
                        column.kind.show(before),
                        after,
                    )
                ]
            )

    def _links_of_events(self) -> None:
        """The bodies that an event touched, and for which of them the staffing was kept unchanged."""
        supplements = {}
        fresh: set[Key] = set()
        for table in self._tables("touched"):
            columns = [
                (place, column)
                for place, column in enumerate(table.columns)
                if column.field.startswith("kept_")
            ]
            stored = self.existing.values(
                "touched",
                [c.field for _p, c in columns],
                [c.kind.blank for _p, c in columns],
                table.drafts.keys(),
            )
            for key, draft in table.drafts.items():
                self._mark(table, draft, "same")
                if draft.faulty:
                    continue
                supplements[key] = (table, draft, columns, stored.get(key))
        gone: set[Key] = set()
        for table in self._tables("event"):
            column = next((column for column in table.columns if column.link == "bodies"), None)
            if column is None:
                continue
            held_of = self.existing.linked("bodies", table.drafts.keys())
            for key, draft in table.drafts.items():
                value = table.value(draft, "bodies")
                if value is not BAD:
                    fresh |= {(*key, code) for code in value}
                if draft.faulty:
                    continue
                wanted, held = dict.fromkeys(value), held_of.get(key, set())
                for code in wanted:
                    if code not in held:
                        full = (*key, code)
                        extra = dict(zip(RECORDS["touched"].key, full, strict=True))
                        if full in supplements:
                            owner, row, columns, _stored = supplements[full]
                            extra |= {c.field: row.values[place] for place, c in columns}
                            self._mark(owner, row, "new")
                        self.plan.makings["touched"].append(Making(full, None, None, extra))
                gone |= {(*key, code) for code in held - wanted.keys()}
                self.plan.unlinks["bodies"] += [(key, code) for code in sorted(held - wanted.keys())]
                if set(wanted) != held:
                    self._list_changed(table, draft, key, column, tuple(sorted(held)))
        for key, (table, draft, columns, found) in supplements.items():
            if found and key not in gone:
                self._compare(table, draft, "touched", found[0], key, columns, found[1])
            elif key not in fresh and not any(
                event.broken or event.unkeyed for event in self.book.of("event")
            ):
                self._fault(table, draft, "body", _("Sự kiện này không ghi tổ chức ấy."))

    def _people(self, record: Record) -> None:
        """People come from the sheet of members, one row each or many, and from their own sheet."""
        wanted: dict[str, dict[str, Any]] = {}
        rows: dict[str, tuple[Table, Draft]] = {}
        columns: dict[str, Column] = {}
        latest: dict[tuple[str, str], dt.date] = {}
        for table in (*self._tables("membership"), *self._tables("person")):
            own = table.sheet.record == "person"
            described = [
                (place, c)
                for place, c in enumerate(table.columns)
                if (c.of == "person" or own) and c.field != "code"
            ]
            columns |= {c.field: c for _place, c in described}
            for draft in table.drafts.values():
                if own:
                    self._mark(table, draft, "same")
                code = table.value(draft, "code" if own else "person")
                if draft.faulty or not described:
                    continue
                person = wanted.setdefault(code, {})
                rows.setdefault(code, (table, draft))
                since = _OPEN if own else table.value(draft, "starts_on")
                for place, column in described:
                    self._describe(
                        table, draft, code, column, draft.values[place], person, since, latest, own
                    )
                if own:
                    rows[code] = (table, draft)
        names = sorted(columns)
        stored = (
            self.existing.values(
                "person", names, [columns[name].kind.blank for name in names], {(code,) for code in wanted}
            )
            if wanted
            else {}
        )
        for code, person in wanted.items():
            table, draft = rows[code]
            if (code,) not in stored:
                self.plan.makings["person"].append(Making((code,), None, None, {"code": code} | person))
                self._mark(table, draft, "new")
                continue
            pk, before = stored[(code,)]
            old = dict(zip(names, before, strict=True))
            own = table.sheet.record == "person"
            changed = {
                name: value
                for name, value in person.items()
                if value != old[name] and (own or name != "full_name")
            }
            if changed:
                self._mark(table, draft, "changed")
                self.plan.updates["person"][pk] = changed
                self.outcome.change(
                    Change(
                        table.sheet.title, draft.row, code, columns[name].heading, str(old[name]), str(value)
                    )
                    for name, value in changed.items()
                )

    def _describe(
        self,
        table: Table,
        draft: Draft,
        code: str,
        column: Column,
        value: Any,
        person: dict[str, Any],
        since: dt.date,
        latest: dict[tuple[str, str], dt.date],
        own: bool,
    ) -> None:
        """Take a person's name from the first row, an address from the latest membership that has one."""
        name = column.field
        if own or name not in person or (not person[name] and value):
            person[name] = value
            latest[code, name] = since
        elif value and name != "full_name" and value != person[name]:
            message = _(
                "Khác với dòng khác của cùng cán bộ (%(other)s); lấy theo lần giữ vị trí sau cùng."
            ) % {"other": person[name]}
            self.outcome.warn(table.sheet.title, draft.row, column.heading, value, message)
            if since >= latest[code, name]:
                person[name] = value
                latest[code, name] = since

    def _parties(self) -> None:
        """The parties to coordination regulations: bodies by code or by name, others by name."""
        tables = [table for table in self._tables("coordination") if table.at("parties") is not None]
        if not tables:
            return
        codes = self._in_file("body") | {key[0] for key in self.existing.ids("body")}
        named = [(name, code) for code, name in self.existing.body_names()]
        named += [
            (bodies.value(draft, "name") or "", key[0])
            for bodies in self._tables("body")
            for key, draft in bodies.drafts.items()
        ]
        names = Spellings(named)
        stored = self.existing.parties()
        for table in tables:
            column = next(column for column in table.columns if column.link == "parties")
            for key, draft in table.drafts.items():
                if draft.faulty:
                    continue
                wanted = tuple(
                    dict.fromkeys(
                        self._party(table, draft, column, text, codes, names)
                        for text in table.value(draft, "parties")
                    )
                )
                held = stored.get(key, ())
                try:
                    checking.parties(self._kind_of(table, draft, key), wanted)
                except Refused as refused:
                    self._fault(table, draft, "parties", refused.message)
                    continue
                if wanted != held:
                    self.plan.parties[key] = wanted
                    self._list_changed(table, draft, key, column, tuple(code or name for code, name in held))

    def _kind_of(self, table: Table, draft: Draft, key: Key) -> str:
        if table.at("kind") is not None:
            return str(table.value(draft, "kind"))
        stored = self.existing.values("coordination", ["kind"], [""], {key})
        return str(stored[key][1][0]) if key in stored else ""

    def _party(
        self, table: Table, draft: Draft, column: Column, text: str, codes: Collection[Any], names: Spellings
    ) -> tuple[str, str]:
        if text in codes:
            return text, ""
        if code := names.find(text):
            return code, ""
        if spelt := next((known for known in codes if _spelt(known) == _spelt(text)), None):
            self.outcome.warn(
                table.sheet.title,
                draft.row,
                column.heading,
                text,
                _("Được ghi như tên của một bên khác. Có phải tổ chức mã “%(code)s”?") % {"code": spelt},
            )
        elif text.isascii() and text.upper() == text and "-" in text:
            message = _("Không có tổ chức nào mang mã này; được ghi như tên của một bên khác.")
            self.outcome.warn(table.sheet.title, draft.row, column.heading, text, message)
        return "", text

    def _days_off(self) -> None:
        """The years that the sheet names are replaced by it."""
        for table in self._tables("day_off"):
            days = [key[0] for key in table.drafts if isinstance(key[0], dt.date)]
            years = {day.year for day in days}
            there = self.existing.days_off(years)
            removed = [one for day, one in there.items() if (day,) not in table.drafts]
            self.plan.days_removed += [one.pk for one in removed]
            self.outcome.count(table.sheet.title).removed = len(removed)
            self._name_removed_days(table, removed)
            for year in sorted(years):
                rows = [draft for key, draft in table.drafts.items() if key[0].year == year]
                off = sum(table.value(draft, "kind") == DayOffKind.OFF for draft in rows)
                if off < FEWEST_DAYS_OFF and BAD not in (table.value(draft, "kind") for draft in rows):
                    message = _(
                        "Năm %(year)d chỉ có %(count)d ngày nghỉ; danh sách này thay toàn bộ năm đó, hãy kiểm"
                        " tra còn thiếu không."
                    ) % {
                        "year": year,
                        "count": off,
                    }
                    self.outcome.warn(
                        table.sheet.title, rows[0].row, table.sheet.columns[0].heading, year, message
                    )

    def _name_removed_days(self, table: Table, removed: Iterable[DayOff]) -> None:
        """Tell which days the file takes away, having no row of theirs: due days are counted across them."""
        heading = table.sheet.columns[0].heading
        self.outcome.change(
            Change(
                table.sheet.title,
                0,
                f"{one.day:%d/%m/%Y}",
                heading,
                f"{one.name} ({one.get_kind_display()})",
                _("bỏ: danh sách năm %(year)d trong tệp không có ngày này") % {"year": one.day.year},
            )
            for one in removed
        )

    def _head_counts(self) -> None:
        """Warn where the head count differs from the members marked present by name."""
        meetings = {
            key[0]: (table, draft)
            for table in self._tables("meeting")
            if not table.sheet.extends
            for key, draft in table.drafts.items()
            if not draft.faulty
        }
        rolls: dict[str, dict[str, bool]] = defaultdict(dict)
        for table in self._tables("attendance"):
            if table.sheet.extends:
                continue
            for key, draft in table.drafts.items():
                if key[0] in meetings and table.value(draft, "state") is not BAD:
                    rolls[str(key[0])][str(key[1])] = table.value(draft, "state") == AttendanceState.PRESENT
        if not rolls:
            return
        members = self._members()
        unsure = self._unsure_bodies()
        for code, roll in rolls.items():
            table, draft = meetings[code]
            if table.value(draft, "body") in unsure:
                continue
            count, day = table.value(draft, "head_count"), table.value(draft, "held_on")
            if count is None or day is None:
                continue
            present_today = {
                person
                for person, first, last in members.get(table.value(draft, "body"), ())
                if first <= day <= last
            }
            named = [present for person, present in roll.items() if person in present_today]
            if named and sum(named) != count:
                message = _("Điểm danh có %(named)d thành viên có mặt; lấy theo điểm danh.") % {
                    "named": sum(named)
                }
                self.outcome.warn(table.sheet.title, draft.row, "Có mặt", count, message)

    def _unsure_bodies(self) -> set[Any]:
        """Return the bodies whose members cannot be told, for a row on their seats or members is faulty."""
        seats = {
            table.value(draft, "code")
            for table in self.book.of("seat")
            for draft in self._all(table)
            if draft.faulty
        }
        found = {
            table.value(draft, "body")
            for table in self.book.of("seat")
            for draft in self._all(table)
            if draft.faulty
        }
        for table in self.book.of("membership"):
            found |= {
                table.value(draft, "body")
                for draft in self._all(table)
                if draft.faulty or table.value(draft, "seat") in seats
            }
        return found - {BAD, None}

    def _members(self) -> dict[str, list[tuple[str, dt.date, dt.date]]]:
        """Return each body's members as (person, first day, last day), the file laid over the database."""
        seats = self._seats()
        spans: dict[Key, dt.date | None] = {
            (person, seat, first): last for person, seat, first, last in self.existing.held(seats.keys())
        }
        for table in self._tables("membership"):
            if not table.sheet.extends:
                spans |= {
                    key: table.value(draft, "ends_on")
                    for key, draft in table.drafts.items()
                    if not draft.faulty
                }
        found: dict[str, list[tuple[str, dt.date, dt.date]]] = defaultdict(list)
        for (person, seat, first), last in spans.items():
            if seat in seats:
                body, seat_first, seat_last = seats[str(seat)]
                found[body].append(
                    (str(person), max(first, seat_first), min(last or _OPEN, seat_last or _OPEN))
                )
        return found

    def _seats(self) -> dict[str, tuple[str, dt.date, dt.date | None]]:
        """Return body, first and last day of every seat, the file laid over the database."""
        return {
            code: (body, first, last)
            for code, (body, first, last) in self._over("seat", ("body", "starts_on", "ends_on")).items()
        }

    def _settings(self) -> None:
        for table in self._tables("settings"):
            kinds = {alike(words): (words, name, kind) for words, name, kind in SETTING_ROWS}
            province = self.existing.province()
            seen: set[str] = set()
            for draft in table.loose:
                words, value = table.value(draft, "name"), table.value(draft, "value")
                self._mark(table, draft, "same")
                if BAD in (words, value):
                    seen.add(kinds.get(alike(words), ("", "", None))[1] if words is not BAD else "")
                    continue
                if alike(words) not in kinds:
                    self.outcome.warn(
                        table.sheet.title,
                        draft.row,
                        "Tên",
                        words,
                        _("Cài đặt không có trong mẫu; để nguyên, không đọc."),
                    )
                    continue
                _label, name, kind = kinds[alike(words)]
                if name in seen:
                    self._fault(table, draft, "name", _("Cài đặt này đã ghi ở dòng trên."))
                    continue
                if value == "":  # as in the empty form: the office keeps what it has
                    continue
                seen.add(name)
                self._setting(table, draft, name, kind, value, province)
            if province is None and not {"name", "tracking_from"} <= seen and "" not in seen:
                lacking = "; ".join(words for words, name, _kind in SETTING_ROWS[:2] if name not in seen)
                self.outcome.fault(
                    table.sheet.title,
                    table.heading_row,
                    "Tên",
                    None,
                    _("Lần đầu phải ghi giá trị của: %(rows)s.") % {"rows": lacking},
                )

    def _setting(self, table: Table, draft: Draft, name: str, kind: Any, raw: Any, province: Any) -> None:
        try:
            value = kind.read(raw)
        except Doubtful as doubt:
            value = doubt.value
        except Unfit as unfit:
            draft.faulty = True
            self.outcome.fault(table.sheet.title, draft.row, "Giá trị", raw, unfit.message)
            return
        if name == "profiles":
            sets = [one for one in READY_MADE if one.number in value]
            value = tuple(one for one in value if one not in {ready.number for ready in sets})
            for one in sets:
                self._adopt(one, table, draft)
        old = getattr(province, name) if province else None
        old = tuple(old) if isinstance(old, list) else old
        if old != value:
            self.plan.settings[name] = value
            self._mark(table, draft, "changed" if province else "new")
            if province:
                words = str(table.value(draft, "name"))
                self.outcome.change(
                    [Change(table.sheet.title, draft.row, words, "Giá trị", kind.show(old), kind.show(value))]
                )

    def _adopt(self, ready: ReadyMade, table: Table, draft: Draft) -> None:
        """Give the office the rows of a set that was once switched on as a whole, without an end, for the
        kinds that there are; what the file or the database says of that day stands."""
        taken = {*self.existing.ids("law"), *self._rows_of("law")}
        known = {same_name(name): name for name in self._existing_codes("kind")}
        for row in ready.until(None):
            kind = known.get(same_name(row.kind))
            key = (row.rule, row.parameter, kind, row.starts_on)
            if kind is None or key in taken:
                continue
            values = row._asdict() | {"kind": kind}
            self.plan.makings["law"].append(Making(key, None, None, values))
            self._mark(table, draft, "changed")
            self._born("Áp dụng", table, draft, "value", f"{kind} · {row.parameter} = {row.value}")

    def _count(self) -> None:
        for (title, row), state in self.written.items():
            if (title, row) not in self.outcome.faulty_rows:
                count = self.outcome.count(title)
                setattr(count, state, getattr(count, state) + 1)
        order = {sheet.title: place for place, sheet in enumerate(SHEETS)}
        self.outcome.counts = dict(
            sorted(self.outcome.counts.items(), key=lambda pair: order.get(pair[0], -1))
        )
