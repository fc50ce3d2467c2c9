"""Filters of the list of directions, kept in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import ErrorTextsMixin
from delegations.models import Body, BodyKind
from directions.queries import directions as queries
from directions.queries.directions import ME, NOBODY, Filters

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
            ("waiting", _("Chờ xác nhận")),
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
        fields["loai"].choices = [
            ALL,
            *(
                (str(pk), name)
                for pk, name in BodyKind.objects.order_by("position", "name").values_list("pk", "name")
            ),
        ]
        fields["lanh_dao"].choices = [ALL, *((name, name) for name in queries.leaders(user))]
        of_office = (
            (str(pk), str(name)) for pk, name in ((follower.pk, follower) for follower in queries.followers())
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
            kind_ids=(int(wanted["loai"]),) if wanted.get("loai") else (),
            leader=wanted.get("lanh_dao") or "",
            assigned=wanted.get("giao_cho") or "",
        )
