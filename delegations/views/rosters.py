"""A body's members as one table: a body is founded with them, set up and staffed anew on one screen."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import User, UserRequest
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.htmx import page, saved, see_other, writing
from delegations.enums import BodyRelation
from delegations.forms.bodies import NewBodyForm
from delegations.forms.rosters import MandateForm, PastedForm, RosterRows, roster_rows, rows_of
from delegations.models import Body, Membership, Office
from delegations.permissions import check_can_edit_body, check_can_edit_registers
from delegations.queries import bodies as queries
from delegations.queries import families
from delegations.queries.bodies import SeatRow
from delegations.queries.naming import named
from delegations.services import bodies
from delegations.services.rosters import lists
from delegations.services.rosters import writing as tables
from delegations.services.rosters.writing import Line, Mandate
from delegations.views.loading import body_of
from delegations.views.opening import once_open


@dataclass
class Screen:
    """The forms of the screen; in a POST they are bound together."""

    by: User
    day: dt.date
    form: MandateForm
    pasted: PastedForm
    rows: RosterRows
    body: Body | None = None
    seats: dict[int, SeatRow] = field(default_factory=dict)
    organs: list[Body] = field(default_factory=list)
    founding: NewBodyForm | None = None
    lines: list[Line] = field(default_factory=list)
    mandate: Mandate | None = None
    has_pasted: bool = False
    is_writable: bool = False
    """Whether all of it was rehearsed and would be written."""

    def is_read(self, data: Any) -> bool:
        """Return whether the forms were sent and can be understood, with the pasted list laid in."""
        if not data:
            return False
        self.lay_pasted()
        return self.read()

    def asks_first(self, act: str) -> bool:
        """Return whether what would be written is shown before: where it is asked for, or a list was pasted
        that nobody has seen in the table."""
        return act != "save" or self.has_pasted

    def lay_pasted(self) -> None:
        """Lay the pasted list into the table, which is then bound to it."""
        if not self.pasted.is_valid() or not self.pasted.cleaned_data["pasted"].strip():
            return
        self.has_pasted = True
        name = self.body.name if self.body else self.founding["name"].value() if self.founding else ""
        if not attempt(self.pasted, lists.read, self.pasted.cleaned_data["pasted"], body=name or ""):
            return
        holders = {
            str(pk): (row.seat.role, row.holder.person.full_name if row.holder else "")
            for pk, row in self.seats.items()
        }
        board = lists.board_of({f"organ_{organ.pk}": organ.name for organ in self.organs})
        table = lists.lay(self.rows.texts(), self.pasted.made, holders, board=board)
        self.rows = roster_rows(
            _as_sent(roster_rows(rows=table, stored=self.seats, organs=self.organs)),
            stored=self.seats,
            organs=self.organs,
        )
        self.pasted = PastedForm()

    def read(self) -> bool:
        """Work out the lines and return whether all that is typed can be understood."""
        understood = [one.is_valid() for one in (self.founding, self.form) if one is not None]
        self.rows.is_valid()
        typed = [form.cleaned_data.get("name", "") for form in self.rows.forms]
        meant = named(typed, user=self.by, day=self.day)
        for form, text in zip(self.rows.forms, typed, strict=True):
            if text.strip():
                form.who_may_be_meant(meant[text])
        if not all(understood):
            return False
        founded = self.founding.cleaned_data if self.founding else {}
        self.mandate = self.form.mandate(founded.get("founded_on"), founded.get("founding_decision", ""))
        for number, form in enumerate(self.rows.forms, start=1):
            if not form.is_empty:
                form.entry = form.line(number, self.mandate.starts_on)
                self.lines.append(form.entry)
        tables.check_each_once(self.lines)
        self.say()
        return not any(line.faults for line in self.lines)

    def say(self) -> None:
        """Put on the rows what each changes, before a rehearsal writes it into what the lines hold."""
        assert self.mandate is not None
        for form in self.rows.forms:
            if line := getattr(form, "entry", None):
                form.says = tables.words_of(line, self.mandate, among=self.lines, organs=self.organs)

    def show(self) -> None:
        """Put on the rows what is wrong with each."""
        for form in self.rows.forms:
            line = getattr(form, "entry", None)
            if line is None:
                continue
            for name, words in line.faults:
                if words not in form.errors.get(name, ()):
                    form.add_error(name if name in form.fields else "name", words)

    def write(self, service: Callable[[], Any], *, rehearsed: bool) -> bool:
        """Call the service, or rehearse it; return whether it wrote. What is refused stands in the forms."""
        self.is_writable = attempt(self.main, tables.rehearse if rehearsed else _call, service)
        return self.is_writable and not rehearsed

    @property
    def main(self) -> Any:
        """Return the form that shows what concerns the whole."""
        return self.founding or self.form

    @property
    def faults(self) -> list[dict[str, Any]]:
        """Return what is wrong in the table, by cell."""
        return [
            {"number": number, "cell": cell, "words": words}
            for number, form in enumerate(self.rows.forms, start=1)
            for cell in form.cells()
            for words in cell.errors
        ]

    def counts(self) -> dict[str, int]:
        return tables.counts(self.lines, self.mandate) if self.mandate else {}


def _call(service: Callable[[], Any]) -> Any:
    return service()


def _as_sent(rows: RosterRows) -> dict[str, Any]:
    """Return the rows as a browser would send them."""
    sent: dict[str, Any] = {f"{rows.prefix}-TOTAL_FORMS": len(rows.forms), f"{rows.prefix}-INITIAL_FORMS": 0}
    for form in rows.forms:
        sent |= {form.add_prefix(name): value for name in form.fields if (value := form[name].value())}
    return sent


@writing
def staff_body(request: UserRequest, code: str) -> HttpResponse:
    """Set up a body's members, or staff it anew."""
    body = body_of(request, code)
    check_can_edit_body(request.user, body)
    screen = _screen(request, body)
    leave = reverse("delegations:body", args=[code]) + "#vi-tri"
    if screen.is_read(request.POST) and screen.lines and screen.mandate:
        write = partial(
            tables.write,
            body=body,
            lines=screen.lines,
            mandate=screen.mandate,
            organs=screen.organs,
            by=request.user,
        )
        if screen.write(write, rehearsed=screen.asks_first(request.POST.get("act", ""))):
            saved(request, _done(screen), body_codes=[body.code, *(organ.code for organ in screen.organs)])
            return see_other(request, leave)
    return _page(request, screen, {"body": body, "leave_url": leave})


@once_open
@writing
def create_body(request: UserRequest) -> HttpResponse:
    """Found a body, and with it its members where they are known."""
    check_can_edit_registers(request.user)
    before = Body.objects.filter(code__in=request.GET.getlist("ke-thua"))
    initial = {"predecessors": before, **_as_organ(request.GET.get("co-quan-cua", ""))}
    founding = NewBodyForm(request.POST or None, by=request.user, initial=initial)
    screen = _screen(request, None)
    screen.founding = founding
    if screen.is_read(request.POST):
        write = partial(_found, screen=screen, by=request.user)
        if screen.write(write, rehearsed=screen.asks_first(request.POST.get("act", "save"))):
            saved(request, _founded(screen), body_code=founding.made.code)
            return see_other(request, "delegations:body", founding.made.code)
    return _page(request, screen, {"leave_url": reverse("delegations:bodies")})


def _as_organ(code: str) -> dict[str, Any]:
    """Return how the form of a new organ of the body of this code begins; nothing without such a body."""
    whole = Body.objects.filter(code=code).first() if code else None
    if whole is None:
        return {}
    return {"name": f"Ban Thường vụ {whole.name}", "parent": whole.pk, "host": whole.host}


def _found(*, screen: Screen, by: User) -> Body:
    """Found the body and seat its members: both or neither."""
    assert screen.founding is not None
    values = screen.founding.changes() | {"predecessors": screen.founding.cleaned_data["predecessors"]}
    body = bodies.create(by=by, **values)
    if screen.lines:
        assert screen.mandate is not None
        tables.write(body=body, lines=screen.lines, mandate=screen.mandate, by=by)
    return body


def _screen(request: UserRequest, body: Body | None) -> Screen:
    data, day = request.POST or None, requested_day(request)
    day = max(day, body.founded_on) if body else day
    seats = queries.seat_rows(body, day) if body else []
    is_head = body is not None and body.relation != BodyRelation.ORGAN
    organs = families.standing(request.user, body, day)[1:] if body and is_head else []
    stored = {row.seat.pk: row for row in seats}
    first = body.founded_on if body and not _ever_staffed(body) else day if body else None
    return Screen(
        by=request.user,
        day=day,
        body=body,
        form=MandateForm(
            data,
            has_members=any(row.holder for row in seats),
            founds=body is None,
            prefix="qd",
            initial={"starts_on": first},
        ),
        pasted=PastedForm(data),
        rows=roster_rows(data, rows=rows_of(seats, organs), stored=stored, organs=organs),
        seats=stored,
        organs=organs,
    )


def _ever_staffed(body: Body) -> bool:
    return Membership.objects.filter(seat__body=body).exists()


def _page(request: UserRequest, screen: Screen, context: dict[str, Any]) -> HttpResponse:
    screen.show()
    context |= {"screen": screen, "form": screen.main, "offices": Office.objects.order_by("name")}
    invalid = request.method == "POST" and not screen.is_writable
    return page(request, "delegations/roster.html", context, status=422 if invalid else 200)


def _done(screen: Screen) -> str:
    words = _("Đã ghi danh sách thành viên: %(come)s được chỉ định, %(leave)s thôi giữ, %(stay)s ở lại.")
    return words % screen.counts()


def _founded(screen: Screen) -> str:
    assert screen.founding is not None
    name = screen.founding.cleaned_data["name"]
    if not screen.lines:
        return _("Đã thành lập %(body)s. Tiếp theo: ghi thành viên.") % {"body": name}
    words = _("Đã thành lập %(body)s với %(seats)s vị trí, %(come)s thành viên.")
    return words % (screen.counts() | {"body": name})
