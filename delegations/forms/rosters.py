"""The table of a body's members: its rows, and what they have in common."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DateField, ErrorTextsMixin, FieldRow, Form, FormSet
from core.text import fold
from delegations.enums import SeatRole
from delegations.forms.choosing import PersonInput, shown
from delegations.models import Body, Person
from delegations.queries.bodies import SeatRow
from delegations.queries.naming import Named
from delegations.services.rosters.lists import MOST, Row, is_full_name
from delegations.services.rosters.writing import Line, Mandate

PREFIX = "tv"
SOMEBODY_NEW = "moi"
_SPARE = 3
_VACANT = "khuyet"
"""In place of a name, folded: a seat that nobody holds yet."""


class MandateForm(Form):
    """The decision that all lines of the table share."""

    layout = Layout(FieldRow("decision_number", "decided_on", "starts_on", "ends_on"), "renews")
    decision_number = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=60, required=False)
    decided_on = DateField(label=gettext_lazy("Ngày quyết định"), required=False)
    starts_on = DateField(label=gettext_lazy("Từ ngày"))
    ends_on = DateField(
        label=gettext_lazy("Đến ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi quyết định không ghi thời hạn."),
    )
    renews = forms.BooleanField(
        label=gettext_lazy("Người ở lại cũng nhận nhiệm kỳ mới theo quyết định này"),
        required=False,
        help_text=gettext_lazy("Khi kiện toàn sau bầu cử, đại hội: nhiệm kỳ cũ hết ngày hôm trước."),
    )

    def __init__(self, *args: Any, has_members: bool, founds: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_members:
            del self.fields["renews"]
            self.helper.layout = Layout(FieldRow("decision_number", "decided_on", "starts_on", "ends_on"))
        if founds:
            self.fields["decision_number"].label = _("Số quyết định chỉ định")
            self.fields["decision_number"].help_text = _("Để trống: theo quyết định thành lập.")
            self.fields["starts_on"].required = False
            self.fields["starts_on"].help_text = _("Để trống: từ ngày thành lập.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Ngày cuối phải từ ngày đầu trở đi."))
        return data

    def mandate(self, founded_on: dt.date | None = None, founding_decision: str = "") -> Mandate:
        """Return what the lines share, from a valid form; a body that is being founded fills in its own."""
        typed = self.cleaned_data
        first = typed["starts_on"] or founded_on
        assert first is not None
        return Mandate(
            starts_on=first,
            number=typed["decision_number"] or founding_decision[:60],
            decided_on=typed["decided_on"],
            ends_on=typed["ends_on"],
            renews=bool(typed.get("renews")),
        )


class PastedForm(ErrorTextsMixin, forms.Form):
    """A list copied from elsewhere, to be laid into the table."""

    pasted = forms.CharField(
        label=gettext_lazy("Dán danh sách chép từ Excel, Word"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "data-roster-paste": ""}),
    )


class RosterRow(ErrorTextsMixin, forms.Form):
    """One seat: stored, or new where somebody or a role is typed."""

    seat = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # The membership that the page showed: another one since then is said instead of being ended.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=gettext_lazy("Chức danh"), choices=SeatRole.choices, initial=SeatRole.MEMBER, required=False
    )
    name = forms.CharField(
        label=gettext_lazy("Họ và tên"), max_length=120, required=False, widget=PersonInput
    )
    # Who may be chosen is known only once the name is.
    who = forms.CharField(label=gettext_lazy("Là đồng chí nào"), required=False, widget=forms.Select)
    title = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=160, required=False)
    starts_on = DateField(label=gettext_lazy("Từ ngày"), required=False)
    closes = forms.BooleanField(label=gettext_lazy("Bỏ vị trí"), required=False)

    def __init__(
        self, *args: Any, stored: Mapping[int, SeatRow], organs: Sequence[Body] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stored = stored.get(_number(self["seat"].value()))
        self.organs = organs
        for organ in organs:
            self.fields[f"organ_{organ.pk}"] = forms.ChoiceField(
                label=organ.kind.name, choices=[("", "–"), *SeatRole.choices], required=False
            )
        for name, field in self.fields.items():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            kind = "form-check-input" if isinstance(field, forms.BooleanField) else kind
            field.widget.attrs |= {"class": f"{kind} {kind}-sm", "aria-label": str(field.label)}
            field.widget.attrs["data-roster-cell"] = name
        self.fields["title"].widget.attrs["list"] = "nn-offices"
        if self.stored and self.stored.seat.office:  # whoever holds the seat has this office
            self.fields["title"].widget.attrs["data-roster-office"] = ""
        self.fields["starts_on"].widget.attrs["placeholder"] = _("ngày chung")
        self.fields["name"].widget.attrs["placeholder"] = _("họ tên, hoặc một phần tên")
        self.named = Named()
        self.says: list[str] = []
        """What the row changes, once it is known."""

    def who_may_be_meant(self, named: Named) -> None:
        """Offer the people of like name, if there are several, so that one can be chosen."""
        self.named = named
        if named.alike:
            new = (SOMEBODY_NEW, _("Cán bộ mới, trùng tên"))
            people = [(person.code, _of_whom(person)) for person in named.alike]
            select = self.fields["who"].widget
            assert isinstance(select, forms.Select)
            select.choices = [new, *people] if named.new_first else [("", _("Chọn đồng chí…")), *people, new]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is typed in a row without a seat; a role by itself is nothing."""
        values = self.cleaned_data
        return not any(values.get(name) for name in ("seat", "name", "title", "starts_on"))

    def organ_cells(self) -> list[forms.BoundField]:
        return [self[f"organ_{organ.pk}"] for organ in self.organs]

    def cells(self) -> list[forms.BoundField]:
        """Return the fields whose errors are listed above the table."""
        return [field for field in self if not field.is_hidden]

    def line(self, number: int, first: dt.date) -> Line:
        """Return the line as it is typed, with its faults."""
        values = self.cleaned_data
        now = self.stored
        line = Line(
            number=number,
            role=now.seat.role if now else values.get("role") or SeatRole.MEMBER,
            starts_on=values.get("starts_on") or first,
            seat=now.seat if now else None,
            holder=now.holder if now else None,
            title=values.get("title", ""),
            closes=bool(values.get("closes") and now),
            in_organs={organ.pk: values.get(f"organ_{organ.pk}", "") for organ in self.organs},
            holder_in_organs={sitting.body.pk: sitting.role for sitting in now.elsewhere} if now else {},
        )
        line.faults += [(name, str(text)) for name, texts in self.errors.items() for text in texts]
        if values.get("seat") and now is None:
            line.faults.append(("name", _("Vị trí này đã bị xoá hoặc đã kết thúc. Hãy tải lại trang.")))
        elif now and (now.holder.pk if now.holder else None) != values.get("seen"):
            words = _("Trong lúc đồng chí đang sửa, vị trí này đã có thay đổi: nay là %(name)s.")
            name = now.holder.person.full_name if now.holder else _("khuyết")
            line.faults.append(("name", words % {"name": name}))
        self._find_person(line, values.get("name", ""), values.get("who", ""))
        if line.stays and values.get("starts_on") and now and now.holder:
            words = _("Đồng chí %(name)s đang giữ vị trí này; để trống ngày nếu ở lại.")
            line.faults.append(("starts_on", words % {"name": now.holder.person.full_name}))
        if values.get("title") and not line.is_taken and not line.closes:
            line.title = ""
        return line

    def _find_person(self, line: Line, typed: str, who: str) -> None:
        """Set whom the name means, or say on the line why nobody can tell."""
        if not typed or line.closes or fold(typed) == _VACANT:
            return
        chosen = next((person for person in self.named.alike if person.code == who), None)
        line.person = chosen or self.named.person
        if line.person:
            return
        if self.named.alike and not (who == SOMEBODY_NEW or self.named.new_first):
            words = _("Có %(n)s đồng chí cùng tên; chọn một.")
            line.faults.append(("who", words % {"n": len(self.named.alike)}))
        elif not is_full_name(typed):
            words = _("Không có “%(name)s” trong danh bạ. Cán bộ mới thì ghi đủ họ tên.")
            line.faults.append(("name", words % {"name": typed}))
        else:
            line.new_name = typed


def _number(value: Any) -> int:
    return int(value) if str(value or "").isdecimal() else 0


def _of_whom(person: Person) -> str:
    sitting = getattr(person, "sitting", ())
    where = sitting[0].seat.body.name if sitting else _("chưa giữ vị trí nào")
    return f"{shown(person)}, {where}"


class RosterRows(FormSet):
    """All rows of the table."""

    def texts(self) -> list[Row]:
        """Return what stands in the rows, as texts."""
        return [
            {
                name: str(form[name].value() or "")
                for name in form.fields
                if form[name].value() not in ("", None)
            }
            for form in self.forms
        ]


def roster_rows(
    data: Any = None,
    *,
    rows: Sequence[Mapping[str, Any]] = (),
    stored: Mapping[int, SeatRow],
    organs: Sequence[Body] = (),
) -> RosterRows:
    """Return the table with these rows and some to spare, or as it was sent."""
    made: type[RosterRows] = forms.formset_factory(  # type: ignore[assignment]
        RosterRow,
        formset=RosterRows,
        extra=_SPARE if rows else _SPARE + 2,
        max_num=MOST + _SPARE,
        absolute_max=MOST + 50,
    )
    return made(data, initial=list(rows), form_kwargs={"stored": stored, "organs": organs}, prefix=PREFIX)


def rows_of(seats: Sequence[SeatRow], organs: Sequence[Body]) -> list[dict[str, Any]]:
    """Return the rows of a body as it is now."""
    return [
        {
            "seat": row.seat.pk,
            "seen": row.holder.pk if row.holder else "",
            "role": row.seat.role,
            "name": shown(row.holder.person) if row.holder else "",
            "title": row.holder.title if row.holder else row.seat.office.name if row.seat.office else "",
            **{f"organ_{sitting.body.pk}": sitting.role for sitting in row.elsewhere},
        }
        for row in seats
    ]
