"""Forms of letters, their head and the committee's terms."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, ErrorTextsMixin, FileField, Form, InTemplate, ModelForm
from core.text import fold
from obligations.enums import Rule
from obligations.queries.findings import Row
from reminders.enums import LetterState
from reminders.models import CommitteeTerm, LetterHead, LetterTemplate
from reminders.queries import letters


class DraftForm(Form):
    """When, by when, and one letter or several; the findings are ticked in the list."""

    layout = Layout(
        Div("dated_on", "deadline_on", "together", css_class="nn-inline-fields"),
        InTemplate("reminders/_letter_findings.html"),
    )
    dated_on = DateField(label=_("Ngày công văn"))
    deadline_on = DateField(label=_("Hạn thực hiện"))
    together = forms.ChoiceField(
        label=_("Cách lập"),
        choices=[("", _("Mỗi tổ chức một công văn")), ("1", _("Một công văn chung"))],
        required=False,
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


class TextForm(Form):
    """The words of a draft; a field of lines for each body that it urges."""

    subject = forms.CharField(label=_("Trích yếu"), max_length=250)
    opening = forms.CharField(label=_("Mở đầu"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    request = forms.CharField(
        label=_("Đề nghị"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hạn thực hiện đứng ngay sau câu này."),
    )
    closing = forms.CharField(label=_("Kết"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi nơi một dòng."),
    )

    def __init__(self, *args: Any, bodies: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = [f"body_{place}" for place in range(len(bodies))]
        for name, body in zip(self.bodies, bodies, strict=True):
            self.fields[name] = forms.CharField(
                label=body,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_("Mỗi việc một dòng."),
            )
        self.order_fields(["subject", "opening", *self.bodies])

    def content(self) -> dict[str, Any]:
        """Return the content of a letter from a valid form."""
        wanted = {
            name: " ".join(self.cleaned_data[name].split())
            for name in ("subject", "opening", "request", "closing")
        }
        return wanted | {
            "recipients": _lines(self.cleaned_data["recipients"]),
            "lines": [_lines(self.cleaned_data[name]) for name in self.bodies],
        }


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(part.split()).lstrip("- ") for part in text.splitlines()) if line]


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
        return fold(wanted.get("q", "")) in row.body_search and wanted.get("quy_tac", "") in {"", row.rule}


class RegisterFilter(ErrorTextsMixin, forms.Form):
    """What the register of letters is narrowed to."""

    q = forms.CharField(label=_("Số, trích yếu, tổ chức"), required=False)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *LetterState.choices]
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


class HeadForm(ModelForm):
    class Meta:
        model = LetterHead
        fields = ["superior", "issuer", "symbol", "place", "authority", "office", "signer", "archive"]


class TermForm(ModelForm):
    class Meta:
        model = CommitteeTerm
        fields = ["name", "starts_on", "ends_on", "numbers_used"]


class NumberForm(ErrorTextsMixin, forms.Form):
    """The number that the office's book gave; empty: the next one."""

    number = forms.IntegerField(label=_("Số"), required=False)


class TemplateForm(Form):
    """A Word file, and from when letters are made with it."""

    upload = FileField(
        label=_("Tệp mẫu"),
        help_text=_("Tệp Word (.docx), không quá 2 MB, không macro, không ảnh lấy từ nơi khác."),
        accept=".docx",
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)
    starts_on = DateField(
        label=_("Áp dụng từ ngày"), required=False, help_text=_("Để trống: chỉ lưu để xem thử, chưa áp dụng.")
    )


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: LetterTemplate) -> str:
        return _("Phiên bản %(n)s: %(name)s") % {"n": obj.pk, "name": obj.name}


class ChoiceForm(Form):
    """Which template makes the letters from a day on."""

    template = VersionField(
        label=_("Mẫu"),
        required=False,
        queryset=LetterTemplate.objects.none(),
        empty_label=_("Mẫu có sẵn, theo thể thức của ngày công văn"),
    )
    starts_on = DateField(label=_("Áp dụng từ ngày"))
    note = forms.CharField(label=_("Căn cứ, ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = letters.templates()
