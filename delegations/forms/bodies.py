"""Found, correct and end a body; its kinds; the filters of the list."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.dates import day as day_text
from core.editing import ConcurrentEditForm, values_of
from core.errors import Refused
from core.forms import FieldRow, Filter, InTemplate, ModelForm
from delegations.enums import BodyState, CoordinationKind
from delegations.models import Body, BodyKind, all_coordination_kinds
from delegations.permissions import can_edit_registers
from delegations.queries import kinds
from delegations.services.bodies import CONTACT_FIELDS, founding_position, relation_of
from delegations.services.founding import LEFT_EMPTY, free_code, told_by_name
from delegations.services.kinds import BINDING

CODE = RegexValidator(r"^[^\s/?#%]+$", gettext_lazy("Mã viết liền, không có dấu cách và các dấu / ? # %%."))
FIELDS = [
    "code",
    "name",
    "kind",
    "parent",
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
        self.fields["parent"].queryset = Body.objects.exclude(pk=self.instance.pk).in_protocol_order()  # type: ignore[attr-defined]
        self.fields["parent"].help_text = _(
            "Tổ chức cấp trên; của ban thường vụ, thường trực: tổ chức mà nó là cơ quan. Để trống nếu không"
            " thuộc tổ chức nào được theo dõi."
        )
        if "coordination_kinds" in self.fields and self.instance.pk:
            self._say_what_the_kind_says()
        self.fields["symbol"].help_text = _("Dùng trong số văn bản, ví dụ ĐĐHND.")
        self.fields["position"].help_text = _(
            "Số nhỏ đứng trước trong mọi danh sách. Có thể xếp lại ở trang Thứ tự lễ tân."
        )
        if not can_edit_registers(by):
            for name in set(self.fields) & (set(FIELDS) - CONTACT_FIELDS):
                del self.fields[name]

    def _say_what_the_kind_says(self) -> None:
        rows = self.instance.kind.kindrows.order_by("starts_on")
        if days := "; ".join(day_text(row.starts_on) for row in rows):
            words = _(
                "Loại tổ chức có dòng quy định từ %(days)s: những ngày đó theo dòng của loại, không theo ô"
                " này."
            )
            self.fields["coordination_kinds"].help_text = words % {"days": days}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._set_relation(data)
        return data

    def _set_relation(self, data: dict[str, Any]) -> None:
        """Add what the body is to the one that it is under: its kind tells."""
        if "parent" not in self.fields or "parent" in self.errors or not data.get("kind"):
            return
        try:
            data["relation"] = relation_of(data["kind"], has_parent=data.get("parent") is not None)
        except Refused as refused:
            self.add_error(refused.field, refused.message)

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, [*FIELDS, "relation"])


class NewBodyForm(BodyForm):
    """A body to be founded, with the bodies whose duties it carries on. Its name tells the kind and the host,
    and a code is made of it, where these are left empty. At first it needs what its kind says."""

    coordination_kinds = None  # type: ignore[assignment]
    layout = Layout(
        "name",
        FieldRow("founded_on", "founding_decision", "kind"),
        InTemplate(
            "delegations/_founding_more.html",
            FieldRow("host", "code", "symbol"),
            "parent",
            FieldRow("email", "phone", "position"),
            "predecessors",
        ),
    )
    predecessors = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Kế thừa"),
        required=False,
        help_text=gettext_lazy(
            "Để trống nếu là tổ chức mới. Nghĩa vụ được giao khi ghi kết thúc ở trang của tổ chức cũ, hoặc ở"
            " đợt sắp xếp."
        ),
    )
    field_order = ["name", "founded_on", "founding_decision", "kind"]

    class Meta(BodyForm.Meta):
        fields = [name for name in FIELDS if name != "coordination_kinds"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["predecessors"].queryset = Body.objects.in_protocol_order()  # type: ignore[attr-defined]
        self.fields["position"].initial = founding_position()
        for name in ("code", "host", "kind"):
            self.fields[name].required = False
        self.fields["kind"].empty_label = LEFT_EMPTY["kind"]  # type: ignore[attr-defined]
        for name in ("code", "host"):
            self.fields[name].help_text = LEFT_EMPTY[name]
        self.fields["name"].widget.attrs["placeholder"] = _("Đảng đoàn Hội Nông dân tỉnh")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("name") and not {"kind", "host"} & set(self.errors):
            try:
                data["kind"], data["host"] = told_by_name(data["name"], data.get("kind"), data.get("host"))
            except Refused as refused:
                self.add_error(refused.field, refused.message)
            self._set_relation(data)
        if data.get("name") and data.get("kind") and not data.get("code") and "code" not in self.errors:
            data["code"] = free_code(data["kind"], data.get("host") or data["name"])
        return data

    def _post_clean(self) -> None:
        """Fill the instance once the fields that were left empty have their values."""
        left_empty = [self.fields[name] for name in ("code", "host", "kind")]
        for field in left_empty:
            field.required = True
        super()._post_clean()
        for field in left_empty:
            field.required = False


KIND_FIELDS = ["name", "level", "is_organ", "coordination_kinds", "note", "position"]


class KindForm(ConcurrentEditForm, ModelForm):
    """A kind of body; which coordination it needs is what a new body of it starts with. One that has bodies
    shows what does not bind them."""

    only_when = {"coordination_kinds": ("is_organ", [""])}
    coordination_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại quy chế phối hợp phải có"),
        choices=CoordinationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=all_coordination_kinds,
        help_text=gettext_lazy("Tổ chức mới thuộc loại này bắt đầu với các loại đã chọn."),
    )

    class Meta:
        model = BodyKind
        fields = KIND_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.bodies.exists():
            for name in BINDING:
                del self.fields[name]


class BodyFilter(Filter):
    """Narrows the list of bodies by words, kind or level, and state."""

    loai = forms.ChoiceField(label=gettext_lazy("Loại, cấp"), required=False)
    thuoc = forms.ChoiceField(label=gettext_lazy("Thuộc"), required=False)
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)

    def __init__(self, data: Any, *, by: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.kinds = kinds.choices()
        self.fields["loai"].choices = self.kinds.options(_("Mọi loại"))  # type: ignore[attr-defined]
        parents = list(
            Body.objects.visible_to(by)
            .filter(children__isnull=False)
            .in_protocol_order()
            .values_list("code", "name")
            .distinct()
        )
        self.fields["thuoc"].choices = [("", _("Tất cả")), *parents]  # type: ignore[attr-defined]
        if not parents:
            self.fields["thuoc"].widget = forms.HiddenInput()
        self.fields["tinh_trang"].choices = [  # type: ignore[attr-defined]
            ("", _("Đang hoạt động")),
            ("tat-ca", _("Tất cả")),
            *_other_states(),
        ]

    @property
    def kind_ids(self) -> tuple[int, ...]:
        return self.kinds.ids_of(self.value("loai"))


def _other_states() -> list[tuple[str, Any]]:
    return [(value, label) for value, label in BodyState.choices if value != BodyState.ACTIVE]
