"""What every form shares: the field for a day, the field for a file, error texts in Vietnamese, and the parts
of a crispy layout."""

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import BLANK_CHOICE_DASH, QuerySet
from django.forms.models import ModelChoiceIterator
from django.template import Context
from django.template.loader import get_template
from django.utils.functional import cached_property, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import dates
from core.editing import ConcurrentEditForm, values_of
from core.errors import Refused
from core.files import ACCEPTED_ENDINGS
from core.uploads import ChosenFileInput, ChosenFilesInput


class DayInput(forms.DateInput):
    """A text box that takes days typed by hand, with a Monday-first picker beside it.

    `<input type=date>` shows month first in an English browser whatever the page's language.
    """

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={
                "data-day": "",
                "inputmode": "text",
                "autocomplete": "off",
                "placeholder": _("ngày/tháng/năm"),
                **(attrs or {}),
            }
        )

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


HOUR_FORMATS = ["%H:%M", "%Hh%M", "%Hh", "%H.%M", "%H"]


class HourField(forms.TimeField):
    """An hour as people type it: 8:30, 8h30, 8h, 14.00."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TimeInput(
                format="%H:%M", attrs={"placeholder": "8:30", "inputmode": "numeric", "autocomplete": "off"}
            ),
        )
        super().__init__(input_formats=HOUR_FORMATS, **kwargs)
        self.error_messages["invalid"] = _("Nhập giờ như 8:30 hoặc 14h00.")


def _accepted() -> str:
    return gettext("PDF, DOCX, XLSX, PNG, JPEG; mỗi tệp tối đa %(n)s MB.") % {
        "n": settings.UPLOAD_MAX_BYTES // 1_000_000
    }


# What a field for a file says of it; lazy, as forms are made before there is a language.
ACCEPTED = lazy(_accepted, str)()
MAY_BE_LEFT_OUT = format_lazy("{} {}", _("Không bắt buộc."), ACCEPTED)


class FileField(forms.FileField):
    """A file to be chosen; once chosen it is not lost by an error elsewhere in the form."""

    widget: type[ChosenFileInput] = ChosenFileInput

    def __init__(self, *, accept: str = ACCEPTED_ENDINGS, **kwargs: Any) -> None:
        super().__init__(widget=self.widget(attrs={"accept": accept}), **kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return the file that was sent, so that the page may show it; a browser cannot put it back."""
        return data or initial


class FilesField(FileField):
    """Several files to be chosen; cleaned they are a list, empty where none has to be."""

    widget = ChosenFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data and not self.required:
            return []
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


PROMISE = "not_secret"
_NOT_SECRET = _("Tệp không thuộc danh mục bí mật nhà nước (Mật, Tối mật, Tuyệt mật)")
_PROMISE_NEEDED = _(
    "Chỉ nhận tệp thường. Hãy xác nhận tệp không thuộc danh mục bí mật nhà nước (Luật 117/2025/QH15, Điều 5)."
)


# Error texts by the framework's error code. `{label}` is the field's label as inside a sentence, `{Label}` as
# it is on the page.
_REQUIRED_TEXTS: dict[type[forms.Field], Any] = {
    forms.FileField: _("Chọn tệp: {label}."),
    forms.BooleanField: _("Đánh dấu “{Label}” để tiếp tục."),
    forms.ChoiceField: _("Chọn {label}."),
    forms.ModelChoiceField: _("Chọn {label}."),
    forms.Field: _("Nhập {label}."),
}
_INVALID_TEXTS: dict[type[forms.Field], Any] = {
    forms.EmailField: _("Địa chỉ thư điện tử chưa đúng; ghi như vanphong@tinhuy.vn."),
    forms.URLField: _("Địa chỉ mạng chưa đúng; ghi đủ, bắt đầu bằng https://."),
    forms.IntegerField: _("“{Label}” phải là số nguyên, ví dụ 5."),
    forms.TimeField: _("“{Label}” phải là giờ và phút, ví dụ 8:30."),
    forms.DateField: _("“{Label}” phải là ngày/tháng/năm, ví dụ 5/9/2026."),
    forms.FileField: _("Tệp chưa tới được máy chủ. Hãy chọn lại tệp rồi lưu."),
    forms.Field: _("“{Label}” ghi chưa đúng; hãy xem lại."),
}
_OTHER_TEXTS = {
    "max_length": _("“{Label}” dài nhất %(limit_value)d ký tự, hiện có %(show_value)d; hãy viết gọn lại."),
    "min_length": _("“{Label}” cần ít nhất %(limit_value)d ký tự, hiện có %(show_value)d."),
    "max_value": _("“{Label}” không lớn hơn %(limit_value)s."),
    "min_value": _("“{Label}” không nhỏ hơn %(limit_value)s."),
    "step_size": _("“{Label}” phải là bội số của %(limit_value)s."),
    "max_digits": _("“{Label}” có nhiều nhất %(max)s chữ số."),
    "max_decimal_places": _("“{Label}” có nhiều nhất %(max)s chữ số sau dấu phẩy."),
    "max_whole_digits": _("“{Label}” có nhiều nhất %(max)s chữ số trước dấu phẩy."),
    "invalid_choice": _("Lựa chọn ở “{Label}” không còn trong danh sách; hãy chọn lại."),
    "invalid_list": _("“{Label}” gửi đi chưa đúng; hãy chọn lại."),
    "invalid_pk_value": _("Lựa chọn ở “{Label}” không còn trong danh sách; hãy chọn lại."),
    "null_characters_not_allowed": _("“{Label}” có ký tự không nhìn thấy; hãy gõ lại."),
    "unique": _("{Label} này đã có ở một bản ghi khác; hãy kiểm tra lại."),
    "empty": _("Tệp rỗng; hãy kiểm tra lại tệp gốc."),
    "missing": _("Chọn tệp: {label}."),
    "contradiction": _("Chọn một: tệp mới, hoặc bỏ tệp đang có."),
}
_DAY = "ngày"
_DAY_REQUIRED = _("Nhập ngày ở ô “{Label}”.")
_FILE_NAME_LONG = _("Tên tệp dài quá %(max)d ký tự, hiện có %(length)d; hãy đặt tên ngắn hơn.")


def _text_for(kind: type[forms.Field], texts: dict[type[forms.Field], Any]) -> Any:
    return next(text for above, text in texts.items() if issubclass(kind, above))


def set_error_texts(name: str, field: forms.Field) -> None:
    """Replace the framework's error texts of a field by ours, which name the field; texts that the form set
    itself stay.

    The forms of libraries are translated in `locale_parts/` instead.
    """
    kind: Any = type(field)
    defaults = _defaults_of(kind)
    for code, text in _texts_of(kind).items():
        if code in field.error_messages and field.error_messages[code] is not defaults.get(code):
            continue
        field.error_messages[code] = _naming(text, field, name)


@functools.cache
def _defaults_of(kind: Any) -> dict[str, Any]:
    """Return the framework's own error texts of a kind of field, as `Field.__init__` gathers them."""
    defaults: dict[str, Any] = {}
    for above in reversed(kind.__mro__):
        defaults |= getattr(above, "default_error_messages", {})
    return defaults


@functools.cache
def _texts_of(kind: Any) -> dict[str, Any]:
    """Return our error texts of a kind of field, by the framework's error code."""
    required = _text_for(kind, _REQUIRED_TEXTS)
    texts = _OTHER_TEXTS | {
        "required": required,
        "null": required,
        "blank": required,
        "invalid": _text_for(kind, _INVALID_TEXTS),
        "incomplete": required,
    }
    return texts | {"max_length": _FILE_NAME_LONG} if issubclass(kind, forms.FileField) else texts


def _named(template: Any, field: forms.Field, name: str) -> str:
    """Return an error text with the field's label in it."""
    label = str(field.label or name)
    small = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    if template is _REQUIRED_TEXTS[forms.Field] and isinstance(field, forms.DateField):
        template = template if small.startswith(_DAY) else _DAY_REQUIRED
    text = str(template)
    if "%(" in text:  # Django puts its figures in later
        label, small = label.replace("%", "%%"), small.replace("%", "%%")
    return text.replace("{label}", small).replace("{Label}", label)


# Most fields have no error: the text is made when it is shown.
_naming = lazy(_named, str)


def _label_empty_choice(field: forms.Field) -> None:
    """Replace the dashes of a list's empty choice by what choosing it means."""
    dashes = BLANK_CHOICE_DASH[0][1]
    text = _("Chọn…") if field.required else _("(không chọn)")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == dashes:
            field.empty_label = text
    elif isinstance(field, forms.ChoiceField):
        choices: Any = list(field.choices)  # type: ignore[arg-type]
        if any(label == dashes for _value, label in choices):
            field.choices = [(value, text if label == dashes else label) for value, label in choices]


# Properties of a form in the browser's DOM, which scripts use: a field of that name would hide the property.
FORM_PROPERTIES = frozenset(
    {
        "acceptCharset",
        "action",
        "addEventListener",
        "append",
        "attributes",
        "autocomplete",
        "checkValidity",
        "children",
        "classList",
        "className",
    }
    | {
        "closest",
        "contains",
        "dataset",
        "dispatchEvent",
        "elements",
        "encoding",
        "enctype",
        "form",
        "getAttribute",
        "hasAttribute",
        "hidden",
        "id",
    }
    | {
        "innerHTML",
        "length",
        "matches",
        "method",
        "noValidate",
        "parentElement",
        "parentNode",
        "prepend",
        "querySelector",
        "querySelectorAll",
        "rel",
    }
    | {
        "remove",
        "reportValidity",
        "requestSubmit",
        "reset",
        "setAttribute",
        "style",
        "submit",
        "tagName",
        "target",
    }
)


OnlyWhen = Mapping[str, tuple[str, Sequence[str]]]


class ErrorTextsMixin:
    """A form with our error texts, whose field names hide no property of the DOM's form."""

    made: Any = None
    """What the service returned for this form's values, set by `core.editing.attempt`."""
    refusal: Refused | None = None
    """Why the service refused this form's values, set by `core.editing.attempt`."""

    def add_prefix(self, field_name: str) -> str:
        """Return a field's name on the page: never one that hides a property of the form."""
        name: str = super().add_prefix(field_name)  # type: ignore[misc]
        return f"{name}_" if name in FORM_PROPERTIES else name

    def full_clean(self) -> None:
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            set_error_texts(name, field)
        super().full_clean()  # type: ignore[misc]

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error. A file field with an error, or whose declaration of no secret has one, drops the file
        that was uploaded, instead of offering it again."""
        super().add_error(field, error)  # type: ignore[misc]
        for name, one in self.fields.items():  # type: ignore[attr-defined]
            if isinstance(one.widget, ChosenFileInput) and field in (name, PROMISE):
                one.widget.refused = True


class FieldRow(Div):
    """Fields of a layout side by side where the page is wide enough."""

    css_class = "nn-line"


class InTemplate(LayoutObject):
    """A part of a layout that a template renders, with the fields given here as `{{ fields }}`, if any.

    The template gets the page's context, the `context` given here, and whether one of the fields has an error
    (`wrong`) or a value (`filled`).
    """

    def __init__(self, template: str, *fields: Any, **context: Any) -> None:
        self.template, self.fields, self.context = template, list(fields), context

    def render(
        self, form: Any, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        shown = self.get_rendered_fields(form, context, template_pack, **kwargs)
        wrong = any(form[pointer.name].errors for pointer in self.get_field_names())
        filled = any(form[pointer.name].value() for pointer in self.get_field_names())
        template: Any = get_template(self.template)  # its own `render` would begin a new context
        with context.push(**self.context, fields=shown, wrong=wrong, filled=filled):
            return SafeString(template.template.render(context))


class ScreenFormMixin(ErrorTextsMixin):
    """What every screen's form does: crispy without its own form tag, the cursor in the first field, days
    typed by hand (`DateField`), a searchable list where one chooses a record, our error texts."""

    required_css_class = "required"
    helper: FormHelper
    layout: Layout | None = None
    """Where the fields are on the page, all of them; without it they follow each other."""
    lists_errors = True
    """Whether the errors are listed above the form, each with a link to its field."""
    saves = True
    """Whether sending it saves something: else its errors are not told as "not saved"."""
    cursor_in_first = True
    """Whether the first field gets the focus: not so in a list's filters."""
    only_when: OnlyWhen = MappingProxyType({})
    """Of a field that applies to some choices of another: that field's name, and the choices (none: any). The
    page shows it only then, or where it has an error; without scripts all stand there. What a field holds
    that does not apply counts for nothing: that is for `clean` and the services."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        form.helper = FormHelper()
        form.helper.form_tag = False
        form.helper.disable_csrf = True
        form.helper.layout = self.layout
        form.helper.render_hidden_fields = True
        for name, field in form.fields.items():
            if type(field) is forms.DateField:
                form.fields[name] = DateField(
                    required=field.required,
                    label=field.label,
                    help_text=field.help_text,
                    initial=field.initial,
                    disabled=field.disabled,
                )
            if isinstance(field, forms.ModelChoiceField) and isinstance(
                field.widget, forms.Select | forms.SelectMultiple
            ):
                field.widget.attrs.setdefault("data-choose", "")
            _label_empty_choice(field)
        for name in form.only_when.keys() & form.fields.keys():
            other, choices = form.only_when[name]
            condition = form.add_prefix(other) + ("=" + " ".join(choices) if choices else "")
            form.fields[name].widget.attrs["data-only-when"] = condition
        # Not through bound fields: these cache labels and help, which a form may still change.
        first = next(
            (field for field in form.fields.values() if not field.widget.is_hidden and not field.disabled),
            None,
        )
        if self.cursor_in_first and first is not None and not form.is_bound:
            first.widget.attrs.setdefault("autofocus", True)


class Form(ScreenFormMixin, forms.Form):
    """A plain form of a screen."""


class ModelForm(ScreenFormMixin, forms.ModelForm):
    """A form over a model. It validates; services save, and say which constraint forbids it: they name the
    field, and see the columns that are not in the form."""

    def _post_clean(self) -> None:
        self.instance.get_constraints = list  # none are asked here; Django has no switch for it
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            del self.instance.get_constraints


class ColumnsForm(ConcurrentEditForm, ModelForm):
    """A form of a record's own columns, new or stored. Its `Meta.fields` is the one list of them."""

    def values(self) -> dict[str, Any]:
        """Return the columns as typed."""
        return values_of(self.cleaned_data, self._meta.fields or ())


def taken(text: str, address: str, link: str) -> forms.ValidationError:
    """Return the error of a value that another record has already, with a link to that record."""
    return forms.ValidationError(format_html('{} <a href="{}">{}</a>', text, address, link), code="unique")


class UploadForm(Form):
    """A file for a record, and the declaration that it is no state secret."""

    upload = FileField(label=_("Tệp"), help_text=ACCEPTED)
    not_secret = forms.BooleanField(label=_NOT_SECRET, error_messages={"required": _PROMISE_NEEDED})


class UploadsForm(UploadForm):
    """Files for a record, and the declaration that none is a state secret."""

    upload = FilesField(
        label=_("Tệp"),
        help_text=format_lazy("{} {}", _("Chọn được nhiều tệp một lần."), ACCEPTED),
    )


class WithdrawForm(Form):
    """The reason for deleting a record that was typed by mistake."""

    reason = forms.CharField(
        label=_("Lý do gỡ"),
        max_length=300,
        help_text=_("Ví dụ: nhập hai lần, nhầm tổ chức."),
        error_messages={"required": _("Nhập lý do gỡ, ví dụ: nhập hai lần.")},
    )


class OptionalUpload(forms.Form):
    """A file that may come with a record, and then the declaration that it is no state secret."""

    only_when: OnlyWhen = {PROMISE: ("upload", ())}
    upload = FileField(
        label=_("Tệp kèm theo"),
        required=False,
        help_text=MAY_BE_LEFT_OUT,
    )
    not_secret = forms.BooleanField(label=_NOT_SECRET, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("upload") and not cleaned.get(PROMISE):
            self.add_error(PROMISE, _PROMISE_NEEDED)
        return cleaned


class OptionalUploads(OptionalUpload):
    """Files that may come with a record, and then the declaration that none is a state secret."""

    upload = FilesField(
        label=_("Tệp kèm theo"),
        required=False,
        help_text=format_lazy("{} {}", _("Chọn được nhiều tệp một lần."), MAY_BE_LEFT_OUT),
    )


class FormSet(forms.BaseFormSet):
    """Rows of one form, with our error texts."""

    fields: ClassVar[dict[str, forms.Field]] = {}

    def add_error(self, field: None, error: str) -> None:
        """Show what a service refuses above the rows."""
        self.non_form_errors().append(error)

    default_error_messages = {
        "missing_management_form": _("Phiếu gửi thiếu phần đầu nên chưa ghi gì. Tải lại trang rồi nhập lại."),
        "too_many_forms": _("Chỉ nhận nhiều nhất %(num)d dòng."),
        "too_few_forms": _("Cần ít nhất %(num)d dòng."),
    }


class Filter(ErrorTextsMixin, forms.Form):
    """The filters of a list, from the address: the words to find, and what a list adds. An invalid value
    counts as empty."""

    q = forms.CharField(label=_("Tìm"), required=False, widget=forms.TextInput(attrs={"type": "search"}))

    @cached_property
    def criteria(self) -> dict[str, Any]:
        """Return the valid filter values by field; None or an empty text where there is none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def value(self, name: str) -> Any:
        """Return a filter's value, or None where it is empty or wrong."""
        return self.criteria[name] or None

    @property
    def changed(self) -> bool:
        """Return whether any filter narrows the list."""
        return any(value not in (None, "") for value in self.criteria.values())


class _Named(ModelChoiceIterator):
    """The codes and names of records without the records: a list offers hundreds."""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        yield "", self.field.empty_label
        yield from self.queryset.values_list("code", "name")


class NamedChoiceField(forms.ModelChoiceField):
    """A record to narrow a list to, by its code."""

    iterator = _Named


class OfBodyFilter(Filter):
    """Filters by words and by one of the `bodies` that the user may see."""

    to_chuc: "forms.ModelChoiceField[Any]" = NamedChoiceField(
        None, label=_("Tổ chức"), required=False, to_field_name="code", empty_label=_("Tất cả")
    )

    def __init__(self, *args: Any, bodies: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["to_chuc"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = bodies
