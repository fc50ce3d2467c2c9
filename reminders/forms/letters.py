"""Forms of letters, their head and the committee's terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form, ModelForm
from reminders.models import CommitteeTerm, LetterHead


class DraftForm(Form):
    """When, by when, and one letter or several; the findings are ticked in the list."""

    dated_on = DateField(label=_("Ngày công văn"))
    deadline_on = DateField(label=_("Hạn thực hiện"))
    together = forms.ChoiceField(label=_("Cách lập"), choices=[("", _("Mỗi tổ chức một công văn")), ("1", _("Một công văn chung"))], required=False)
    flags = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput, error_messages={"required": _("Hãy chọn ít nhất một việc.")})

    def __init__(self, *args: Any, flag_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["flags"].choices = [(pk, str(pk)) for pk in flag_ids]  # type: ignore[attr-defined]


class HeadForm(ModelForm):
    class Meta:
        model = LetterHead
        fields = ["superior", "issuer", "symbol", "place", "authority", "office", "signer", "archive", "first_number"]


class TermForm(ModelForm):
    class Meta:
        model = CommitteeTerm
        fields = ["name", "starts_on", "ends_on"]
