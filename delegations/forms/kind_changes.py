"""The form of a change of a kind of body, which is drafted."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DateField, Form
from delegations.enums import BodyLevel, CoordinationKind
from delegations.models import BodyKind, LawDraft
from delegations.queries.law import open_drafts
from delegations.services.kind_drafts import KindChange


class KindChangeForm(Form):
    """A change of a kind from a day on. What its bodies need is left alone where it is typed as it is."""

    coordination_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại quy chế phối hợp phải có"),
        choices=CoordinationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Từ ngày dưới đây, mọi tổ chức thuộc loại này phải có đúng các loại đã chọn."),
    )
    starts_on = DateField(
        label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Trước ngày này giữ nguyên như cũ.")
    )
    ends_on = DateField(
        label=gettext_lazy("Đến ngày"),
        required=False,
        help_text=gettext_lazy("Ngày cuối còn áp dụng; để trống nếu chưa có."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ký hiệu văn bản, điều khoản; ví dụ: 146-QĐ/TW, Điều 6."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp"),
        choices=[("", gettext_lazy("Không ghi cấp")), *BodyLevel.choices],
        required=False,
        help_text=gettext_lazy(
            "Chỉ để lọc và gộp số liệu, không quy tắc nào xét theo cấp; đổi ngay khi dự thảo được áp dụng."
        ),
    )
    draft = forms.ModelChoiceField(
        LawDraft.objects.none(),
        label=gettext_lazy("Ghi vào dự thảo"),
        required=False,
        empty_label=gettext_lazy("Dự thảo mới"),
    )

    def __init__(
        self, *args: Any, kind: BodyKind, now: list[str], is_new: bool = True, **kwargs: Any
    ) -> None:
        self.kind, self.now = kind, now
        super().__init__(*args, **kwargs)
        drafts = open_drafts()
        if is_new and (self.data.get("draft") or drafts.exists()):
            self.fields["draft"].queryset = drafts  # type: ignore[attr-defined]
        else:
            del self.fields["draft"]
        if kind.is_organ:
            del self.fields["coordination_kinds"]
            self.fields["starts_on"].help_text = _("Ngày theo văn bản.")

    def change(self) -> KindChange:
        """Return the change as typed."""
        typed = self.cleaned_data.get("coordination_kinds", self.now)
        kinds = None if set(typed) == set(self.now) else typed
        names = ("level", "starts_on", "ends_on", "reference")
        return KindChange(
            kind=self.kind, coordination_kinds=kinds, **{name: self.cleaned_data[name] for name in names}
        )
