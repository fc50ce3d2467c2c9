"""The form of a day off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form
from obligations.enums import DayOffKind


class DayOffForm(Form):
    """A day off, or a weekend day worked in exchange."""

    day = DateField(label=_("Ngày"))
    name = forms.CharField(label=_("Tên"), max_length=160, help_text=_("Ví dụ: Tết Nguyên đán."))
    kind = forms.ChoiceField(label=_("Loại"), choices=DayOffKind.choices)
