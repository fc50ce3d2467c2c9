"""Found, correct and end a body; its kinds; the filters of the list."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.editing import ConcurrentEditForm, values_of
from core.forms import Filter, ModelForm
from delegations.enums import BodyState, CoordinationKind
from delegations.models import Body, BodyKind
from delegations.permissions import can_edit_registers
from delegations.services.bodies import CONTACT_FIELDS, founding_position

CODE = RegexValidator(r"^[^\s/?#%]+$", gettext_lazy("Mã viết liền, không có dấu cách và các dấu / ? # %%."))
FIELDS = [
    "code",
    "name",
    "kind",
    "host",
    "symbol",
    "founded_on",
    "founding_decision",
    "email",
    "phone",
    "position",
    "coordination_kinds",
]


class BodyForm(ConcurrentEditForm, ModelForm):
    """A body's own data; a body's secretary corrects only what people reach it by."""

    coordination_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại quy chế phối hợp phải có"),
        choices=CoordinationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Bỏ chọn loại không áp dụng cho tổ chức này."),
    )

    class Meta:
        model = Body
        fields = FIELDS

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(CODE)
        self.fields["kind"].queryset = BodyKind.objects.order_by("position", "name")  # type: ignore[attr-defined]
        self.fields["symbol"].help_text = _("Dùng trong số văn bản, ví dụ ĐĐHND.")
        self.fields["position"].help_text = _(
            "Số nhỏ đứng trước trong mọi danh sách. Có thể xếp lại ở trang Thứ tự lễ tân."
        )
        if not can_edit_registers(by):
            for name in set(self.fields) & (set(FIELDS) - CONTACT_FIELDS):
                del self.fields[name]

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, FIELDS)


class NewBodyForm(BodyForm):
    """A body to be founded, with the bodies whose duties it carries on."""

    predecessors = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Kế thừa nhiệm vụ của"),
        required=False,
        help_text=gettext_lazy(
            "Để trống nếu là tổ chức mới. Việc kết thúc tổ chức cũ ghi ở trang của tổ chức đó."
        ),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["predecessors"].queryset = Body.objects.in_protocol_order()  # type: ignore[attr-defined]
        self.fields["position"].initial = founding_position()
        self.fields["coordination_kinds"].initial = list(CoordinationKind.values)


class KindForm(ConcurrentEditForm, ModelForm):
    class Meta:
        model = BodyKind
        fields = ["name", "position"]


class BodyFilter(Filter):
    """Narrows the list of bodies by words, kind and state."""

    loai = forms.ModelChoiceField(
        BodyKind.objects.none(),
        label=gettext_lazy("Loại"),
        required=False,
        empty_label=gettext_lazy("Mọi loại"),
    )
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["loai"].queryset = BodyKind.objects.order_by("position", "name")  # type: ignore[attr-defined]
        self.fields["tinh_trang"].choices = [  # type: ignore[attr-defined]
            ("", _("Đang hoạt động")),
            ("tat-ca", _("Tất cả")),
            *_other_states(),
        ]


def _other_states() -> list[tuple[str, Any]]:
    return [(value, label) for value, label in BodyState.choices if value != BodyState.ACTIVE]
