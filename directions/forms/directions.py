"""What is typed of a direction and of its steps."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.queries import officers
from core.forms import ColumnsForm, DateField, Form, OptionalUpload
from directions.enums import PROPOSED, Decision, Urgency
from directions.models import Direction

LONGEST = 2000


def _text_area(label: Any, *, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _leader(label: Any) -> forms.CharField:
    """The name of a leader for whom staff write: typed, or chosen from the names known (the page's list
    `lanh-dao`)."""
    return forms.CharField(
        label=label, max_length=160, widget=forms.TextInput(attrs={"list": "lanh-dao", "autocomplete": "off"})
    )


class DirectionForm(ColumnsForm):
    """A direction as it is given or changed. A leader writes in their own name, today; staff name the leader
    and the day."""

    text = _text_area(
        _("Nội dung chỉ đạo"),
        rows=5,
        help_text=_(
            "Gửi bằng thư đến tổ chức và chuyên viên theo dõi ngay sau khi ghi. Không ghi nội dung mật."
        ),
    )
    due_on = DateField(label=_("Hạn thực hiện"), help_text=_("Còn trong hạn đến hết ngày này."))
    urgency = forms.ChoiceField(
        label=_("Độ khẩn"),
        choices=Urgency.choices,
        required=False,
        help_text=_("Độ khẩn định số ngày làm việc để tổ chức xác nhận tiếp nhận."),
    )
    leader_name = _leader(_("Lãnh đạo cho ý kiến"))
    leader_office = forms.CharField(
        label=_("Chức vụ"),
        max_length=160,
        required=False,
        help_text=_("Để trống: lấy chức vụ đã ghi lần trước của lãnh đạo này."),
    )
    given_on = DateField(label=_("Ngày cho ý kiến"))

    class Meta:
        model = Direction
        fields = ("text", "due_on", "urgency", "assigned_to", "leader_name", "leader_office", "given_on")

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["assigned_to"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset, chooser.empty_label, chooser.label = (
            officers(current=self.instance.assigned_to_id),
            _("Chưa giao"),
            _("Giao chuyên viên theo dõi"),
        )
        if own:
            for name in ("leader_name", "leader_office", "given_on"):
                del self.fields[name]


class WithFile(OptionalUpload, Form):
    """A step may bring a file, with the promise that it is no secret."""

    field_order = ("on", "outcome", "text", "evidence", "upload", "not_secret")


def _evidence(*, help_text: Any) -> forms.CharField:
    return forms.CharField(label=_("Văn bản minh chứng"), max_length=300, required=False, help_text=help_text)


class ReportForm(WithFile):
    on = DateField(label=_("Ngày"))
    text = _text_area(_("Đã làm gì, kết quả đến đâu"))
    evidence = _evidence(help_text=_("Số, ký hiệu, ngày của văn bản; không bắt buộc."))


class ProposalForm(WithFile):
    on = DateField(label=_("Ngày"))
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=PROPOSED)
    text = _text_area(
        _("Kết quả cụ thể, hoặc lý do không thực hiện"),
        help_text=_("Lãnh đạo đọc nội dung này khi xác nhận; khi kết thúc, đây là ý kiến kết thúc."),
    )
    evidence = _evidence(
        help_text=_(
            "Số, ký hiệu, ngày của văn bản thể hiện kết quả, hoặc kèm tệp bên dưới. Không cần nếu báo cáo"
            " trước đã có, hoặc không thực hiện."
        )
    )


class FurtherForm(Form):
    """A leader's further comment."""

    text = _text_area(_("Ý kiến thêm"))
    due_on = DateField(label=_("Hạn mới"), required=False, help_text=_("Để trống nếu giữ hạn cũ."))
    leader_name = _leader(_("Lãnh đạo cho ý kiến"))

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["leader_name"]


class ReceiptForm(Form):
    """What staff write down of an acknowledgement by paper or telephone."""

    on = DateField(label=_("Ngày tiếp nhận"))
    name = forms.CharField(label=_("Họ tên, chức vụ người tiếp nhận"), max_length=160)


class ExtensionForm(Form):
    until = DateField(label=_("Xin gia hạn đến ngày"))
    reason = _text_area(_("Lý do chưa thực hiện đúng hạn"), rows=3)


class DecisionForm(Form):
    """A leader's answer to a request for more time."""

    only_when = {"until": ("decision", [Decision.GRANTED])}
    decision = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[(one.value, capfirst(one.label)) for one in Decision],
        widget=forms.RadioSelect,
        initial=Decision.GRANTED,
    )
    until = DateField(
        label=_("Hạn mới"), required=False, help_text=_("Khi đồng ý: ngày được xin, hoặc ngày khác.")
    )
    words = _text_area(_("Ý kiến"), rows=3, help_text=_("Bắt buộc khi không đồng ý."))
    leader_name = _leader(_("Lãnh đạo trả lời"))

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = False
        if own:
            del self.fields["leader_name"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("decision") == Decision.GRANTED and not typed.get("until") and "until" in typed:
            self.add_error("until", _("Nhập hạn mới."))
        return typed


class CloseForm(Form):
    on = DateField(label=pgettext_lazy("ý kiến chỉ đạo", "Ngày kết thúc"))
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=PROPOSED)
    words = _text_area(_("Ý kiến khi kết thúc"))
    leader_name = _leader(_("Lãnh đạo xác nhận"))
    despite_finding = forms.BooleanField(
        label=_("Phát hiện hiện vẫn còn; vẫn kết thúc là đã thực hiện"), required=False
    )

    def __init__(self, *args: Any, own: bool, finding_remains: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = False
        if not finding_remains:
            del self.fields["despite_finding"]
        if own:
            del self.fields["leader_name"]


class ReasonForm(Form):
    reason = _text_area(_("Lý do"), rows=3)


class AssignForm(Form):
    assigned_to = forms.ModelChoiceField(
        label=_("Chuyên viên theo dõi"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chưa giao"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["assigned_to"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = officers()
