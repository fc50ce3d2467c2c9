"""Forms of report regimes: a new one and a last day, which are drafted; what one is called, which is not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ColumnsForm, DateField, Form
from delegations.models import BodyKind, LawDraft
from delegations.queries.law import open_drafts
from reports.models import DraftedRegime, ReportRegime
from reports.services.regime_drafts import TERMS


class RegimeForm(ColumnsForm):
    """A regime to draft, new or drafted already; a new one goes into a draft, new or open."""

    kinds = forms.ModelMultipleChoiceField(
        BodyKind.objects.none(),
        label=_("Loại tổ chức phải báo cáo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn loại nào: mọi loại."),
    )
    draft = forms.ModelChoiceField(
        LawDraft.objects.none(),
        label=_("Ghi vào dự thảo"),
        required=False,
        empty_label=_("Dự thảo mới"),
    )

    class Meta:
        model = DraftedRegime
        fields = TERMS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Viết liền, ví dụ BC-QUY. Chế độ được sửa đổi lấy mã mới.")
        self.fields["kinds"].queryset = BodyKind.objects.order_by("position", "name")  # type: ignore[attr-defined]
        _offer_drafts(self, is_new=not self.instance.pk)

    def current_values(self, instance: Any) -> dict[str, Any]:
        return {"kinds": list(instance.kinds.all())} if instance.pk else {}


class RegimeEndForm(Form):
    """The last day of a regime, to draft."""

    ends_on = DateField(
        label=_("Ngày cuối"),
        help_text=_(
            "Kỳ có ngày cuối sau ngày này không phải báo cáo nữa. Chế độ chưa bắt đầu mà thôi áp dụng: ghi"
            " ngày đầu của chế độ."
        ),
    )
    reference = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Số, ký hiệu văn bản, điều khoản.")
    )
    draft = forms.ModelChoiceField(
        LawDraft.objects.none(),
        label=_("Ghi vào dự thảo"),
        required=False,
        empty_label=_("Dự thảo mới"),
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_drafts(self, is_new=is_new)


def _offer_drafts(form: Any, *, is_new: bool) -> None:
    """Let a new line go into one of the open drafts, where there are any."""
    drafts = open_drafts()
    if is_new and (form.data.get("draft") or drafts.exists()):
        form.fields["draft"].queryset = drafts
    else:
        del form.fields["draft"]


class RegimeNameForm(ColumnsForm):
    """What a regime is called and where it is written."""

    class Meta:
        model = ReportRegime
        fields = ("name", "reference")
