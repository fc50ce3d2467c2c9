"""Forms of what stands on every paper, the committee's terms, own templates, certificates, and of a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, FileField, Form, ModelForm
from papers.enums import TRAITS, Kind
from papers.models import CommitteeTerm, OfficeHead, PaperTemplate
from papers.queries import papers

TYPES = {
    traits.document_type: str(traits.name)
    for traits in TRAITS.values()
    if traits.numbered and not traits.of_body
}


class HeadForm(ModelForm):
    class Meta:
        model = OfficeHead
        fields = ["superior", "issuer", "symbol", "place", "authority", "office", "signer", "archive"]


class TermForm(ModelForm):
    """A term, and for each type of the office the highest number that was given out before the product."""

    class Meta:
        model = CommitteeTerm
        fields = ["name", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for document_type, name in TYPES.items():
            self.fields[f"used_{document_type}"] = forms.IntegerField(
                label=_("%(name)s (%(type)s): số đã dùng trước khi dùng hệ thống")
                % {"name": name.capitalize() or _("Công văn"), "type": document_type},
                min_value=0,
                max_value=99_999,
                required=False,
                initial=self._used(document_type),
            )

    def _used(self, document_type: str) -> int:
        if self.instance.pk is None:
            return 0
        return papers.used_before(self.instance, series="", document_type=document_type)

    def used(self) -> dict[str, int]:
        """Return the highest number of each type that was typed."""
        return {name: self.cleaned_data[f"used_{name}"] or 0 for name in TYPES}


class TemplateForm(Form):
    """A Word file, for which kind of paper, and from when papers are made with it."""

    paper_kind = forms.TypedChoiceField(label=_("Loại văn bản"), choices=Kind.choices, coerce=Kind)
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
    def label_from_instance(self, obj: PaperTemplate) -> str:
        return _("Phiên bản %(n)s: %(name)s") % {"n": obj.pk, "name": obj.name}


class ChoiceForm(Form):
    """Which template makes the papers of a kind from a day on."""

    template = VersionField(
        label=_("Mẫu"),
        required=False,
        queryset=PaperTemplate.objects.none(),
        empty_label=_("Mẫu có sẵn, theo thể thức của ngày văn bản"),
    )
    starts_on = DateField(label=_("Áp dụng từ ngày"))
    note = forms.CharField(label=_("Căn cứ, ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = papers.templates(kind)


class CertificateForm(Form):
    """A certificate to trust."""

    upload = FileField(
        label=_("Tệp chứng thư"),
        help_text=_("Tệp .cer, .crt hoặc .pem của cơ quan chứng thực, hoặc của một người ký."),
        accept=".cer,.crt,.pem,.der",
    )


class ProofForm(Form):
    """A code, and the number on the same paper: both are typed, so that nobody reads papers by guessing."""

    saves = False

    ma = forms.CharField(
        label=_("Mã xác thực"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    so = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=80,
        required=False,
        help_text=_(
            "Như trên văn bản, ví dụ 12-CV/VPTU. Văn bản không có số: ghi ngày trên đó, ví dụ 29/11/2026."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
