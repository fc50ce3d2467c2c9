"""Forms of letters that urge."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, ErrorTextsMixin, Form, InTemplate
from core.text import fold
from obligations.enums import Rule
from obligations.queries.findings import Row
from papers.enums import State
from reminders.enums import Signing


class DraftForm(Form):
    """When, by when, and one letter or several; the findings are ticked in the list."""

    layout = Layout(
        Div("dated_on", "deadline_on", "together", "signing", css_class="nn-inline-fields"),
        InTemplate("reminders/_letter_findings.html"),
    )
    dated_on = DateField(label=_("Ngày công văn"))
    deadline_on = DateField(label=_("Hạn thực hiện"))
    together = forms.ChoiceField(
        label=_("Cách lập"),
        choices=[("", _("Mỗi tổ chức một công văn")), ("1", _("Một công văn chung"))],
        required=False,
    )
    signing = forms.TypedChoiceField(
        label=_("Người ký"), choices=Signing.choices, coerce=Signing, empty_value=Signing.HEAD, required=False
    )
    flags = forms.TypedMultipleChoiceField(
        label="",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một việc.")},
    )

    def __init__(self, *args: Any, flag_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["flags"].choices = [(pk, str(pk)) for pk in flag_ids]  # type: ignore[attr-defined]


class CandidateFilter(ErrorTextsMixin, forms.Form):
    """What the findings that wait for a letter are narrowed to."""

    q = forms.CharField(label=_("Tổ chức"), required=False)
    quy_tac = forms.ChoiceField(
        label=_("Quy tắc"), required=False, choices=[("", _("Mọi quy tắc")), *Rule.choices]
    )

    @property
    def changed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def keeps(self, row: Row) -> bool:
        """Return whether a finding is shown; a field with a fault narrows nothing."""
        wanted = self.cleaned_data if self.is_valid() else {}
        return fold(wanted.get("q", "")) in fold(f"{row.body_code} {row.body_name}") and wanted.get(
            "quy_tac", ""
        ) in {"", row.rule}


class RegisterFilter(ErrorTextsMixin, forms.Form):
    """What the register of letters is narrowed to."""

    q = forms.CharField(label=_("Số, trích yếu, tổ chức"), required=False)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *State.choices]
    )

    @property
    def changed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def wanted(self) -> dict[str, str]:
        """Return what is asked for; a field with a fault narrows nothing."""
        self.is_valid()
        return {
            "text": self.cleaned_data.get("q", "").strip(),
            "state": self.cleaned_data.get("trang_thai", ""),
        }
