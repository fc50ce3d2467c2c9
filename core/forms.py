"""What every form shares: the Vietnamese date field, crispy layout without inline code, the manners of screens.md."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import dates
from core.errors import Refused
from core.files import ACCEPTED_ENDINGS


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
    """A day, typed day first: 5/9/2026, 05-09-2026, 5.9.2026."""

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


class UploadForm(Form):
    """A file to keep with a record, and the promise that it is no secret."""

    upload = forms.FileField(
        label=_("Tệp"), widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED_ENDINGS}), help_text=_("PDF, DOCX, XLSX, PNG, JPEG; tối đa 20 MB.")
    )
    not_secret = forms.BooleanField(
        label=_("Tệp không thuộc danh mục bí mật nhà nước (Mật, Tối mật, Tuyệt mật)"),
        error_messages={"required": _("Chỉ nhận tệp thường. Hãy xác nhận tệp không thuộc danh mục bí mật nhà nước (Luật 117/2025/QH15, Điều 5).")},
    )


class WithdrawForm(Form):
    """Why a record is taken away: it was typed by mistake."""

    reason = forms.CharField(
        label=_("Lý do gỡ"),
        max_length=300,
        help_text=_("Ví dụ: nhập hai lần, nhầm tổ chức."),
        error_messages={"required": _("Nhập lý do gỡ, ví dụ: nhập hai lần.")},
    )


class Filter(forms.Form):
    """The filters of a list, kept in the address: words, and what a list adds. What is wrong there counts as not given."""

    q = forms.CharField(label=_("Tìm"), required=False, widget=forms.TextInput(attrs={"type": "search"}))

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """What is valid of the address, by field; None or an empty text where nothing is."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def value(self, name: str) -> Any:
        """Return a filter's value, or None where it is empty or wrong."""
        return self.wanted[name] or None

    @property
    def changed(self) -> bool:
        """Return whether any filter narrows the list."""
        return any(value not in (None, "") for value in self.wanted.values())


class OfBodyFilter(Filter):
    """Filters by words and by one of the `bodies` that the user may see."""

    to_chuc: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(None, label=_("Tổ chức"), required=False, to_field_name="code", empty_label=_("Tất cả"))

    def __init__(self, *args: Any, bodies: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["to_chuc"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = bodies
