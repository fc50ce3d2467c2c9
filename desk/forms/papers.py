"""Forms of papers: a draft with its frame and blocks, its number, the register's filters, a signed copy."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Filter, Form, InTemplate, UploadForm
from desk.forms import blocks
from papers.blocks import Block, NotBlocks
from papers.enums import Kind, Signatures, State
from papers.models import Paper
from papers.services.frames import LINES, LISTS, PERSON


class PaperForm(Form):
    """A draft: its day, its title, what stands round it, its blocks. Hardly anything is required."""

    cursor_in_first = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Trích yếu"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    dated_on = DateField(label=_("Ngày văn bản"))
    addressees = forms.CharField(
        label=_("Nơi gửi"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi nơi một dòng."),
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi nơi một dòng; dấu phẩy, dấu chấm tự thêm khi in."),
    )
    authority = forms.CharField(
        label=_("Quyền hạn ký"),
        max_length=300,
        required=False,
        help_text=_("CHÁNH VĂN PHÒNG, K/T CHÁNH VĂN PHÒNG, T/L BAN THƯỜNG VỤ, T/M ĐẢNG ĐOÀN."),
    )
    office = forms.CharField(label=_("Chức vụ người ký"), max_length=300, required=False)
    signer = forms.CharField(label=_("Họ và tên người ký"), max_length=300, required=False)
    second_authority = forms.CharField(label=_("Người ký thứ hai, bên trái"), max_length=300, required=False)
    second_office = forms.CharField(label=_("Chức vụ"), max_length=300, required=False)
    second_signer = forms.CharField(label=_("Họ và tên"), max_length=300, required=False)
    superior = forms.CharField(label=_("Cấp uỷ, cơ quan cấp trên"), max_length=300, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=300, required=False)
    place = forms.CharField(label=_("Địa danh"), max_length=300, required=False)

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(paper), **kwargs)
        self.paper, self.sent = paper, list[Block]()
        traits = paper.traits
        left_out = {
            *(() if traits.addressed or paper.frame.get("addressees") else ("addressees",)),
            *(() if traits.signatures == Signatures.TWO else (f"second_{name}" for name in PERSON)),
            *(("recipients", *PERSON) if traits.signatures == Signatures.NONE else ()),
        }
        for name in left_out:
            del self.fields[name]
        inside = [name for name in self.fields if name not in {"version", "title", "dated_on"}]
        self.helper.layout = Layout(
            "version",
            Div("title", "dated_on", css_class="nn-paper-title"),
            InTemplate("desk/_paper_frame.html", *inside),
            InTemplate("desk/_paper_blocks.html"),
        )

    def clean(self) -> dict[str, Any]:
        try:
            self.sent = blocks.read(self.data)
        except NotBlocks as error:
            raise forms.ValidationError(
                _("Nội dung gửi lên không đúng dạng. Hãy tải lại trang rồi thử lại."), code="blocks"
            ) from error
        return super().clean() or self.cleaned_data

    def values(self) -> dict[str, Any]:
        """Return what `papers.services.drafts.save` takes, from a valid form."""
        cleaned = self.cleaned_data
        frame = dict(self.paper.frame)
        frame |= {name: cleaned[name] for name in LINES if name in cleaned}
        frame |= {name: _lines(cleaned[name]) for name in LISTS if name in cleaned}
        if "second_signer" in cleaned:
            second = {name: cleaned[f"second_{name}"] for name in PERSON}
            frame["second"] = second if any(second.values()) else None
        return {
            "title": cleaned["title"],
            "frame": frame,
            "blocks": self.sent,
            "dated_on": cleaned["dated_on"],
            "version": cleaned["version"],
        }

    def renewed(self, version: int) -> None:
        """Show the form again as one that has seen this version."""
        data: Any = self.data
        data = data.copy()
        data["version"] = str(version)
        self.data = data


def _initial(paper: Paper) -> dict[str, Any]:
    frame, second = paper.frame, paper.frame.get("second") or {}
    return {
        "version": paper.version,
        "title": paper.title,
        "dated_on": paper.dated_on,
        **{name: frame.get(name, "") for name in LINES},
        **{name: "\n".join(frame.get(name, [])) for name in LISTS},
        **{f"second_{name}": second.get(name, "") for name in PERSON},
    }


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(part.split()).lstrip("- ") for part in text.splitlines()) if line]


class NumberForm(Form):
    """The number that the office's book gave; empty: the next one."""

    number = forms.IntegerField(label=_("Số"), required=False)


class RegisterFilter(Filter):
    """What the register of papers is narrowed to."""

    cursor_in_first = False
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *Kind.choices])
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *State.choices]
    )
    nam = forms.ChoiceField(label=_("Năm"), required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["nam"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Tất cả")), *((str(year), str(year)) for year in years)]


class SignedCopyForm(UploadForm):
    """The paper as it came back signed."""

    signed_on = DateField(label=_("Ngày ký"))
    field_order = ("upload", "signed_on", "not_secret")
