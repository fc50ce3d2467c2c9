"""Found many bodies from a pasted list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import DateField, Form
from delegations.enums import BodyLevel
from delegations.models import Body, BodyKind
from delegations.services.founding import Plan


class FoundingForm(Form):
    """The list, and what its lines have in common."""

    kind = forms.ModelChoiceField(BodyKind.objects.none(), label=gettext_lazy("Loại tổ chức"))
    words_before = forms.CharField(
        label=gettext_lazy("Chữ đứng trước tên"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("“Đảng uỷ” và dòng “xã Bình Minh” thành “Đảng uỷ xã Bình Minh”."),
    )
    parent = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Trực thuộc"),
        required=False,
        empty_label=gettext_lazy("Không thuộc tổ chức nào được theo dõi"),
    )
    organ_kinds = forms.ModelMultipleChoiceField(
        BodyKind.objects.none(),
        label=gettext_lazy("Cơ quan của mỗi tổ chức"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Mỗi tổ chức được lập kèm các cơ quan này, cùng ngày, cùng quyết định."),
    )
    founded_on = DateField(
        label=gettext_lazy("Ngày thành lập chung"),
        required=False,
        help_text=gettext_lazy("Dùng cho dòng không ghi ngày."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Số quyết định thành lập chung"), max_length=60, required=False
    )
    lines = forms.CharField(
        label=gettext_lazy("Danh sách"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Mỗi dòng một đơn vị: tên; ngày thành lập; số quyết định; mã. Dán thẳng từ Excel được. Chỉ cần"
            " tên; không có mã thì hệ thống đặt."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, fields = BodyKind.objects.order_by("position", "name"), self.fields
        fields["kind"].queryset = kinds.filter(is_organ=False)  # type: ignore[attr-defined]
        commune = kinds.filter(is_organ=False, level=BodyLevel.COMMUNE).first()
        fields["kind"].initial = commune
        if commune:
            fields["kind"].empty_label = None  # type: ignore[attr-defined]
        fields["organ_kinds"].queryset = kinds.filter(is_organ=True)  # type: ignore[attr-defined]
        fields["parent"].queryset = Body.objects.filter(kind__is_organ=False).in_protocol_order()  # type: ignore[attr-defined]
        fields["words_before"].initial = "Đảng uỷ" if commune else ""

    def plan(self) -> Plan:
        """Return what the lines have in common, from a valid form."""
        wanted = self.cleaned_data
        return Plan(
            kind=wanted["kind"],
            prefix=wanted["words_before"],
            founded_on=wanted["founded_on"],
            decision=wanted["decision"],
            parent=wanted["parent"],
            organ_kinds=list(wanted["organ_kinds"]),
        )
