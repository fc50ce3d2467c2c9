"""Forms of drafted law: one row, a ready-made set."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DateField, Form
from core.text import same_name
from delegations.enums import Applies
from delegations.models import BodyKind, LawDraft
from delegations.queries.law import is_of_the_office, open_drafts, parameters
from delegations.services.law_drafts import NewRow
from delegations.services.laws import ReadySet
from obligations.enums import Rule
from obligations.queries.law_words import law_value

APPLIES = {
    Applies.YES: gettext_lazy("Áp dụng"),
    Applies.NO: gettext_lazy("Không áp dụng"),
}


SEVERAL = ("rules", "conditions")
"""The units of which a value is a list of codes."""


class _SeveralField(forms.MultipleChoiceField):
    """A list of codes, ticked; its value is the text that a row holds: `tasks-done; few-tasks-late`."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return value.split("; ") if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        chosen = set(super().clean(value))
        return "; ".join(str(key) for key, _label in list(self.widget.choices) if key in chosen)


def is_known(name: str) -> bool:
    """Return whether it is the code of a rule, or the name of a parameter that the office may set."""
    return name in Rule.values or name in parameters()


class LawRowForm(Form):
    """A row on one rule or parameter, which the address names; a new one goes into a draft, new or open."""

    kind = forms.ModelChoiceField(
        BodyKind.objects.none(),
        label=gettext_lazy("Loại tổ chức"),
        required=False,
        empty_label=gettext_lazy("Mọi loại"),
    )
    value = forms.CharField(label=gettext_lazy("Giá trị"), max_length=20)  # see _fit_value
    starts_on = DateField(
        label=gettext_lazy("Từ ngày"),
        help_text=gettext_lazy("Nghĩa vụ phát sinh trước ngày này giữ nguyên quy định cũ."),
    )
    ends_on = DateField(
        label=gettext_lazy("Đến ngày"),
        required=False,
        help_text=gettext_lazy("Ngày cuối còn áp dụng; để trống nếu chưa có."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ký hiệu văn bản, điều khoản; ví dụ: 146-QĐ/TW, Điều 6."),
    )
    draft = forms.ModelChoiceField(
        LawDraft.objects.none(),
        label=gettext_lazy("Ghi vào dự thảo"),
        required=False,
        empty_label=gettext_lazy("Dự thảo mới"),
    )

    def __init__(self, *args: Any, name: str, is_new: bool = True, **kwargs: Any) -> None:
        self.name = name
        super().__init__(*args, **kwargs)
        if is_of_the_office(name):
            del self.fields["kind"]
        else:
            self.fields["kind"].queryset = BodyKind.objects.order_by("position", "name")  # type: ignore[attr-defined]
        drafts = open_drafts()
        if is_new and (self.data.get("draft") or drafts.exists()):
            self.fields["draft"].queryset = drafts  # type: ignore[attr-defined]
        else:
            del self.fields["draft"]
        self._fit_value()

    def _fit_value(self) -> None:
        """Let the value be chosen where only some are possible, else say how it is written."""
        label = self.fields["value"].label
        if self.name in Rule.values:
            choices: list[tuple[str, Any]] = list(APPLIES.items())
        else:
            about = parameters()[self.name]
            choices = [(str(one), law_value(one, about.unit)) for one in about.among]
            self.fields["value"].help_text = _HOW.get(about.unit, "")
            if about.unit in SEVERAL:
                self.fields["value"] = _SeveralField(label=label, choices=choices)
                return
        if choices:
            self.fields["value"] = forms.ChoiceField(
                label=label, choices=[("", gettext_lazy("Chọn…")), *choices]
            )

    def row(self) -> NewRow:
        """Return the row as typed."""
        is_rule = self.name in Rule.values
        values = {name: self.cleaned_data[name] for name in ("value", "starts_on", "ends_on", "reference")}
        return NewRow(
            kind=self.cleaned_data.get("kind"),
            rule=self.name if is_rule else "",
            parameter="" if is_rule else self.name,
            **values,
        )


_HOW = {
    "days": gettext_lazy("Số ngày, ví dụ 45."),
    "working-days": gettext_lazy("Số ngày làm việc, ví dụ 10."),
    "months": gettext_lazy("Số tháng, ví dụ 12."),
    "meetings": gettext_lazy("Số cuộc họp, ví dụ 4."),
    "periods": gettext_lazy("Số kỳ, ví dụ 2."),
    "points": gettext_lazy("Số điểm từ 0 đến 100."),
    "share": gettext_lazy("Phân số, ví dụ 2/3."),
    "majority": gettext_lazy("Phân số, ví dụ 1/2: phải quá một nửa tổng số thành viên."),
    "day-of-year": gettext_lazy("Ngày và tháng, ví dụ 30/6."),
}


class SetForm(Form):
    """The kinds for each line of a ready-made set, and the days that it leaves to the office."""

    def __init__(self, *args: Any, ready: ReadySet, **kwargs: Any) -> None:
        self.ready = ready
        super().__init__(*args, **kwargs)
        kinds = BodyKind.objects.order_by("position", "name")
        known = {same_name(kind.name): kind.pk for kind in kinds}
        for line in ready.lines:
            self.fields[line.key] = forms.ModelMultipleChoiceField(
                kinds,
                label=line.title,
                required=False,
                initial=[known[name] for name in map(same_name, line.kinds) if name in known],
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Căn cứ: %(reference)s") % {"reference": line.reference},
            )
        if ready.starts_on is None:
            self.fields["starts_on"] = DateField(label=_("Từ ngày"))
        self.fields["ends_on"] = DateField(
            label=_("Đến ngày"),
            required=ready.wants_end,
            help_text="" if ready.wants_end else _("Để trống nếu chưa có."),
        )

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {
            "kinds": {line.key: list(self.cleaned_data[line.key]) for line in self.ready.lines},
            "starts_on": self.ready.starts_on or self.cleaned_data["starts_on"],
            "ends_on": self.cleaned_data["ends_on"],
        }


class DiscardForm(Form):
    """Why a draft is dropped."""

    reason = forms.CharField(label=gettext_lazy("Lý do bỏ"), max_length=300)
