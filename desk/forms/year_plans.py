"""Forms of a year of periodic meetings."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, ErrorTextsMixin, HourField
from delegations.models import Body, BodyQuerySet
from delegations.queries import kinds
from desk.queries.year_plans import Choice, Proposal

WEEKDAYS = [
    (0, _("thứ Hai")),
    (1, _("thứ Ba")),
    (2, _("thứ Tư")),
    (3, _("thứ Năm")),
    (4, _("thứ Sáu")),
    (5, _("thứ Bảy")),
]
WEEKS = [(0, _("đầu tiên")), (1, _("thứ hai")), (2, _("thứ ba")), (-1, _("cuối cùng"))]


class YearForm(ErrorTextsMixin, forms.Form):
    """For which bodies, how often, on which day of the month; a field left out or wrong is as usual."""

    nam = forms.IntegerField(label=_("Năm"), required=False, min_value=1990, max_value=2200)
    loai = forms.ChoiceField(label=_("Loại tổ chức"), required=False)
    to_chuc: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        None, label=_("Tổ chức"), required=False, to_field_name="code", empty_label=_("Tất cả")
    )
    so_thang = forms.TypedChoiceField(
        label=_("Mấy tháng họp một lần"),
        choices=[("", _("theo từng tổ chức")), *((n, str(n)) for n in (1, 2, 3, 4, 6, 12))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    thang_thu = forms.TypedChoiceField(
        label=_("Tháng"), choices=[("0", _("cuối kỳ")), ("1", _("đầu kỳ"))], coerce=int, required=False
    )
    tuan = forms.TypedChoiceField(label=_("Tuần"), choices=WEEKS, coerce=int, required=False)
    thu = forms.TypedChoiceField(label=_("Ngày trong tuần"), choices=WEEKDAYS, coerce=int, required=False)

    def __init__(self, data: Any, *, bodies: QuerySet[Body], today: dt.date) -> None:
        usual = {"nam": today.year + (today.month > 10), "thang_thu": 0, "tuan": 2, "thu": 3}
        given = {name: value for name in self.base_fields if (value := data.get(name)) not in (None, "")}
        super().__init__(usual | given)
        self.usual = usual
        self.kinds = kinds.choices()
        self.fields["loai"].choices = self.kinds.options(_("Tất cả"))  # type: ignore[attr-defined]
        self.fields["to_chuc"].queryset = bodies  # type: ignore[attr-defined]

    def value(self, name: str) -> Any:
        """Return what is chosen, as usual where that is nothing or wrong."""
        self.is_valid()
        chosen = self.cleaned_data.get(name)
        return self.usual.get(name) if chosen in (None, "") else chosen

    def choice(self) -> Choice:
        return Choice(
            self.value("nam"),
            self.value("so_thang"),
            bool(self.value("thang_thu")),
            self.value("tuan"),
            self.value("thu"),
        )

    def narrowed(self, bodies: BodyQuerySet) -> QuerySet[Body]:
        """Keep the bodies that stand in the year, of the kind and the one that are chosen."""
        year = self.value("nam")
        found = bodies.standing_in(dt.date(year, 1, 1), dt.date(year, 12, 31)).select_related("parent")
        if ids := self.kinds.ids_of(self.value("loai")):
            found = found.filter(kind_id__in=ids)
        return found.filter(pk=self.value("to_chuc").pk) if self.value("to_chuc") else found


class Line:
    """A body in the plan: its proposal, whether it is planned for, and the fields of its days."""

    def __init__(self, proposal: Proposal, ticked: bool, days: list[forms.BoundField]) -> None:
        self.proposal, self.ticked, self.days = proposal, ticked, days


class DaysForm(ErrorTextsMixin, forms.Form):
    """The days as they will be saved, a body a line; each may be moved or left empty, a body left out."""

    gio = HourField(label=_("Giờ bắt đầu"), required=False)
    dia_diem = forms.CharField(
        label=_("Địa điểm"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gio"].widget.attrs["class"] = "form-control"
        self.proposals = [one for one in proposals if one.days]
        for proposal in self.proposals:
            for place, day in enumerate(proposal.days, start=1):
                field = DateField(
                    label=_("%(body)s, lần %(n)s") % {"body": proposal.body.name, "n": place},
                    required=False,
                    initial=day,
                )
                field.widget.attrs["class"] = "form-control form-control-sm"
                self.fields[_name(proposal, place)] = field

    def lines(self) -> list[Line]:
        ticked = set(cast(QueryDict, self.data).getlist("to_chuc")) if self.is_bound else None
        return [
            Line(
                one,
                ticked is None or str(one.body.pk) in ticked,
                [self[_name(one, place)] for place in range(1, len(one.days) + 1)],
            )
            for one in self.proposals
        ]

    def wanted(self) -> list[tuple[Proposal, list[dt.date]]]:
        """Return the days of each body that is planned for, of a valid form."""
        return [
            (line.proposal, [day for field in line.days if (day := self.cleaned_data[field.name])])
            for line in self.lines()
            if line.ticked
        ]


def _name(proposal: Proposal, place: int) -> str:
    return f"d{proposal.body.pk}-{place}"
