"""What every form shares: the Vietnamese date field, crispy layout without inline code, the manners of screens.md."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core import dates
from core.errors import Refused


class DayInput(forms.DateInput):
    """A text box that takes days typed by hand, with a Monday-first picker beside it.

    `<input type=date>` shows month first in an English browser whatever the page's language.
    """

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"data-day": "", "inputmode": "text", "autocomplete": "off", "placeholder": _("ngày/tháng/năm"), **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return dates.day(value) if isinstance(value, dt.date) else value


class DateField(forms.DateField):
    """A day, typed day first: 5/9/2026, 05-09-2026, 5.9.26."""

    widget = DayInput

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            return dates.parse(str(value))
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class Manners:
    """Form behaviour of every screen: crispy without its own form tag, the cursor in the first field,
    day fields typed by hand, a searchable list where one chooses a record."""

    helper: FormHelper
    cursor_in_first = True
    """Whether the cursor stands in the first field: not in a list's filters."""

    def _teach(self, form: forms.BaseForm) -> None:
        form.helper = FormHelper()  # type: ignore[attr-defined]
        form.helper.form_tag = False  # type: ignore[attr-defined]
        form.helper.disable_csrf = True  # type: ignore[attr-defined]
        for name, field in form.fields.items():
            if type(field) is forms.DateField:
                form.fields[name] = DateField(
                    required=field.required, label=field.label, help_text=field.help_text, initial=field.initial, disabled=field.disabled
                )
            if isinstance(field, forms.ModelChoiceField) and isinstance(field.widget, forms.Select | forms.SelectMultiple):
                field.widget.attrs.setdefault("data-choose", "")
        # Not through bound fields: they would keep the words of now, and a form may still change its labels and help.
        first = next((field for field in form.fields.values() if not field.widget.is_hidden and not field.disabled), None)
        if self.cursor_in_first and first is not None and not form.is_bound:
            first.widget.attrs.setdefault("autofocus", True)

    def refuse(self, refusal: Refused) -> None:
        """Show a service's refusal at its field, or above the form."""
        field = refusal.field if refusal.field in self.fields else None  # type: ignore[attr-defined]
        self.add_error(field, refusal.message)  # type: ignore[attr-defined]


class Form(Manners, forms.Form):
    """A plain form with the manners of the product."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teach(self)


class ModelForm(Manners, forms.ModelForm):  # type: ignore[type-arg]
    """A form over a model, with the manners of the product. It validates; services save."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teach(self)
