"""Other points for a criterion, the office's word on a condition, another grade: each with the reason."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import ConcurrentEditForm
from core.forms import Form
from reviews.enums import SETTLED_GRADES, Answer

_POINTS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?")
_LONGEST = 12


class PointsField(forms.Field):
    """Points with at most two decimals, typed with a comma or a point: 18,75."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": _LONGEST}
            ),
            **kwargs,
        )
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        match = _POINTS.fullmatch(text)
        points = Decimal(f"{match[1]}.{match[2] or 0}") if match else None
        if points is None or points > self.most:
            message = _("“%(text)s” không phải là điểm từ 0 đến %(most)s, ví dụ 7,5.") % {
                "text": text[:_LONGEST],
                "most": self.most,
            }
            raise forms.ValidationError(message, code="invalid")
        return points.quantize(Decimal("0.01"))


def shown(value: Decimal) -> str:
    """Return points as they are typed: 18,75; 20."""
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"


class _Reasoned(ConcurrentEditForm, Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Lý do đi kèm kết quả ở mọi nơi: danh sách, phiếu đánh giá, bản in."),
    )
    document = forms.CharField(
        label=gettext_lazy("Văn bản"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Số ký hiệu văn bản làm căn cứ, nếu có."),
    )


class PointsForm(_Reasoned):
    """Other points for one criterion; `most` are those it has."""

    points = PointsField(label=gettext_lazy("Điểm"), most=100)
    field_order = ("points", "reason", "document")

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = self.fields["points"]
        assert isinstance(points, PointsField)
        points.most = most
        points.help_text = _("Từ 0 đến %(most)s.") % {"most": most}


class GradeForm(_Reasoned):
    """Another grade."""

    grade = forms.ChoiceField(
        label=gettext_lazy("Xếp loại"), choices=[("", gettext_lazy("Chọn")), *SETTLED_GRADES]
    )
    field_order = ("grade", "reason", "document")


class AnswerForm(_Reasoned):
    """Whether a condition is met, where the records cannot tell or tell otherwise than the office knows."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Điều kiện này"), choices=[("", gettext_lazy("Chọn")), *Answer.choices]
    )
    field_order = ("answer", "reason", "document")
