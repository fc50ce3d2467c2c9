"""A person's card, offices, and the change of an office's holder."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.editing import ConcurrentEditForm, values_of
from core.forms import DateField, Form, ModelForm, OfBodyFilter
from delegations.enums import SeatRole
from delegations.forms.bodies import CODE
from delegations.forms.choosing import NewPersonMixin, PersonField, shown
from delegations.models import Office, Person

PERSON_FIELDS = ["full_name", "code", "email", "phone"]


class PersonForm(ConcurrentEditForm, ModelForm):
    """The least that the duties need: no birth date, no identity number, no address."""

    class Meta:
        model = Person
        fields = PERSON_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(CODE)
        self.fields["code"].required = bool(self.instance.pk)
        if not self.instance.pk:
            self.fields["code"].help_text = _("Để trống thì hệ thống đánh mã tiếp theo.")

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, PERSON_FIELDS)


class PersonFilter(OfBodyFilter):
    chuc_danh = forms.ChoiceField(
        label=gettext_lazy("Chức danh"),
        required=False,
        choices=[("", gettext_lazy("Mọi chức danh")), *SeatRole.choices],
    )
    dang_giu = forms.ChoiceField(
        label=gettext_lazy("Vị trí"),
        required=False,
        choices=[
            ("", gettext_lazy("Đang giữ vị trí")),
            ("tat-ca", gettext_lazy("Tất cả")),
            ("khong", gettext_lazy("Không giữ vị trí")),
        ],
    )


class OfficeForm(ConcurrentEditForm, ModelForm):
    class Meta:
        model = Office
        fields = ["name"]


class HandOverForm(NewPersonMixin, Form):
    """An office passes from one person to another on a day. The preview is a GET, so the values stand in the
    address."""

    leaving = forms.ChoiceField(label=gettext_lazy("Người thôi giữ chức vụ"), required=False)
    arriving = PersonField(label=gettext_lazy("Người nhận chức vụ"))
    is_new = NewPersonMixin.new_field()
    on = DateField(
        label=gettext_lazy("Nhận từ ngày"), help_text=gettext_lazy("Người thôi giữ đến hết ngày hôm trước.")
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định chỉ định"), max_length=60, required=False
    )
    decided_on = DateField(label=gettext_lazy("Ngày quyết định"), required=False)

    def __init__(self, *args: Any, by: User, holders: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {person.code: person for person in holders}
        choices = [(person.code, shown(person)) for person in holders]
        self.fields["leaving"].choices = [*choices, ("", _("Không có: điền vào các vị trí đang khuyết"))]  # type: ignore[attr-defined]
        self.fields["leaving"].initial = choices[0][0] if choices else ""
        self.fields["arriving"].people = Person.objects.visible_to(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.take_new("arriving", data)
        return data

    @property
    def arriving_name(self) -> str:
        """The name of who takes over, of a valid form."""
        person = self.cleaned_data.get("arriving")
        return person.full_name if person else self.cleaned_data["new_name"]

    def clean_leaving(self) -> Person | None:
        return self.holders.get(self.cleaned_data["leaving"])
