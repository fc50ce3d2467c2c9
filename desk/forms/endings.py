"""The end of a body."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import DateField, Form
from delegations.models import Body


class EndForm(Form):
    """The end of one or several bodies, who carries on, and what becomes of their planned meetings."""

    on = DateField(label=gettext_lazy("Ngày hoạt động cuối cùng"))
    decision = forms.CharField(label=gettext_lazy("Số quyết định kết thúc"), max_length=60)
    also = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Cùng kết thúc theo quyết định này"),
        required=False,
        help_text=gettext_lazy("Khi hợp nhất nhiều tổ chức thành một."),
    )
    successors = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Tổ chức kế thừa"),
        required=False,
        help_text=gettext_lazy(
            "Một tổ chức: thay thế hoặc hợp nhất, tổ chức đó giữ mọi nghĩa vụ; nhiều tổ chức: chia tách, chưa"
            " giao nghĩa vụ; để trống: kết thúc hẳn. Tổ chức mới thì thành lập trước."
        ),
    )

    cancel_meetings = forms.BooleanField(
        label=gettext_lazy("Huỷ các cuộc họp đã lên lịch sau ngày hoạt động cuối cùng"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Bỏ chọn thì lịch họp giữ nguyên. Huỷ ghi nhận kết thúc sẽ lên lịch lại các cuộc họp này."
        ),
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Body.objects.without_end().exclude(pk=body.pk).in_protocol_order()
        self.fields["also"].queryset = others  # type: ignore[attr-defined]
        self.fields["successors"].queryset = others  # type: ignore[attr-defined]
