"""Filters of the list of directions, kept in the address, and what is asked for several of them at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import officer_choices
from core.forms import DateField, ErrorTextsMixin, Form
from delegations.models import Body
from delegations.queries import kinds
from directions.queries import directions as queries
from directions.queries.directions import (
    ASKING,
    EXTENDED,
    ME,
    NOBODY,
    RECEIPT_LATE,
    UNRECEIVED,
    Filters,
)

ALL = ("", _("Tất cả"))


class DirectionFilter(ErrorTextsMixin, forms.Form):
    """What the list of directions is narrowed to; nonsense narrows nothing."""

    q = forms.CharField(label=_("Tìm"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Đang theo dõi")),
            ("overdue", _("Quá hạn")),
            ("deferred", _("Được miễn, hoãn")),
            ("left", _("Tổ chức đã kết thúc")),
            ("waiting", _("Chờ xác nhận")),
            (ASKING, _("Xin gia hạn, chờ trả lời")),
            (UNRECEIVED, _("Chưa xác nhận tiếp nhận")),
            (RECEIPT_LATE, _("Chậm xác nhận tiếp nhận")),
            (EXTENDED, _("Đã gia hạn (cả đã kết thúc)")),
            ("closed", _("Đã kết thúc")),
            ("all", _("Tất cả")),
        ],
    )
    to_chuc = forms.ModelChoiceField(
        label=_("Tổ chức"),
        queryset=Body.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("Tất cả"),
    )
    loai = forms.ChoiceField(label=_("Loại tổ chức"), required=False)
    lanh_dao = forms.ChoiceField(label=_("Lãnh đạo"), required=False)
    giao_cho = forms.ChoiceField(label=_("Giao theo dõi"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["to_chuc"].queryset = Body.objects.visible_to(user).in_protocol_order()
        self.kinds = kinds.choices()
        fields["loai"].choices = self.kinds.options(ALL[1])
        fields["lanh_dao"].choices = [ALL, *((name, name) for name in queries.leaders(user))]
        of_office = (
            (str(pk), str(name)) for pk, name in ((follower.pk, follower) for follower in officer_choices())
        )
        fields["giao_cho"].choices = [ALL, (ME, _("Giao cho tôi")), (NOBODY, _("Chưa giao")), *of_office]
        self.is_valid()

    @property
    def changed(self) -> bool:
        return any(value not in (None, "") for value in self.cleaned_data.values())

    def filters(self) -> Filters:
        wanted = self.cleaned_data
        return Filters(
            text=wanted.get("q") or "",
            state=wanted.get("tinh_trang") or "",
            body=wanted.get("to_chuc"),
            kind_ids=self.kinds.ids_of(wanted.get("loai")),
            leader=wanted.get("lanh_dao") or "",
            assigned=wanted.get("giao_cho") or "",
        )


class ReceiptsForm(Form):
    """Who acknowledged several directions at once, by paper or telephone, and when."""

    on = DateField(label=_("Ngày tiếp nhận"))
    name = forms.CharField(label=_("Họ tên, chức vụ người tiếp nhận"), max_length=160)
