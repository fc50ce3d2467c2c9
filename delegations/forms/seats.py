"""Seats, and the people who hold them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.editing import ConcurrentEditForm, values_of
from core.forms import DateField, Form, ModelForm
from delegations.forms.bodies import CODE
from delegations.forms.choosing import NewPersonMixin, PersonField
from delegations.models import Membership, Office, Person, Seat

SEAT_FIELDS = ["code", "role", "office", "starts_on", "ends_on"]
MEMBERSHIP_FIELDS = [
    "title",
    "portfolio",
    "starts_on",
    "ends_on",
    "decision_number",
    "decided_on",
    "relief_decision",
]


class SeatForm(ConcurrentEditForm, ModelForm):
    class Meta:
        model = Seat
        fields = SEAT_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(CODE)
        self.fields["office"].queryset = Office.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["office"].help_text = _(
            "Vị trí đi theo chức vụ: khi người giữ chức vụ thay đổi, vị trí chuyển theo."
        )
        self.fields["ends_on"].help_text = _("Để trống khi chưa xác định.")

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, SEAT_FIELDS)


class DesignateForm(NewPersonMixin, Form):
    """A person takes a seat; somebody new is added to the directory in the same step."""

    person = PersonField(label=gettext_lazy("Cán bộ"), help_text=gettext_lazy("Chọn từ danh bạ."))
    of_parent = forms.ChoiceField(label=gettext_lazy("Thành viên cấp uỷ"), required=False)
    is_new = NewPersonMixin.new_field()
    title = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=160, required=False)
    starts_on = DateField(label=gettext_lazy("Từ ngày"))
    ends_on = DateField(
        label=gettext_lazy("Đến ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi không ghi thời hạn."),
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định chỉ định"), max_length=60, required=False
    )
    decided_on = DateField(label=gettext_lazy("Ngày quyết định"), required=False)
    portfolio = forms.CharField(label=gettext_lazy("Lĩnh vực phụ trách"), max_length=200, required=False)
    relieves = forms.BooleanField(
        label=gettext_lazy("Cho người đang giữ vị trí thôi giữ đến hết ngày trước ngày bắt đầu"),
        required=False,
    )

    def __init__(
        self, *args: Any, by: User, seat: Seat, offered: Sequence[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            self.fields["person"].required = False
            self.fields["of_parent"].choices = [  # type: ignore[attr-defined]
                ("", _("Gõ tên ở trên, hoặc chọn ở đây")),
                *(
                    (row.person.code, f"{row.person.full_name}, {row.seat.get_role_display()}")
                    for row in offered
                ),
            ]
            self.people_of_parent = {row.person.code: row.person for row in offered}
        else:
            del self.fields["of_parent"]
        if not seat.memberships.exists():
            del self.fields["relieves"]
        self.fields["person"].people = Person.objects.visible_to(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        typed = str(self.data.get(self.add_prefix("person"), "")).strip()
        if not typed and data.get("of_parent"):
            data["person"] = self.people_of_parent[data["of_parent"]]
        elif not typed and "of_parent" in self.fields:
            self.add_error("person", _("Gõ tên cán bộ, hoặc chọn một thành viên cấp uỷ."))
        self.take_new("person", data)
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Ngày thôi giữ phải từ ngày bắt đầu trở đi."))
        return data


class MembershipForm(ConcurrentEditForm, ModelForm):
    """A membership as it was recorded, to be corrected; another person is another membership."""

    class Meta:
        model = Membership
        fields = MEMBERSHIP_FIELDS

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, MEMBERSHIP_FIELDS)


class RelieveForm(Form):
    on = DateField(label=gettext_lazy("Ngày cuối giữ vị trí"))
    decision = forms.CharField(label=gettext_lazy("Số quyết định thôi"), max_length=60, required=False)


class ExtendForm(Form):
    until = DateField(
        label=gettext_lazy("Gia hạn đến ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: giữ đến khi có quyết định khác."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Số quyết định"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Thay số quyết định chỉ định đã ghi; để trống thì giữ nguyên."),
    )
