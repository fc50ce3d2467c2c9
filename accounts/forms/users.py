"""Forms of the user administration. They validate; services write."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from accounts.enums import Area, Role
from accounts.models import BodyGrant, KindGrant, User
from accounts.services import users
from core.forms import ErrorTextsMixin, Form

_Body = BodyGrant._meta.get_field("body").related_model
_Kind = KindGrant._meta.get_field("kind").related_model


class UserForm(Form):
    """Who a user is and which bodies they reach."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Nhận bản tổng hợp nhắc việc.")
    )
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices, initial=Role.STAFF)
    bodies: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Tổ chức đảng được giao"),
        queryset=None,
        required=False,
        help_text=_("Thư ký xem và ghi hồ sơ của các tổ chức này; cơ quan chỉ xem thì chỉ xem."),
    )
    kinds: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Loại tổ chức được xem"),
        queryset=None,
        required=False,
        help_text=_("Chỉ dùng cho cơ quan chỉ xem: mọi tổ chức thuộc loại này, cả tổ chức lập sau."),
    )
    reads_all = forms.BooleanField(
        label=_("Xem mọi tổ chức"), required=False, help_text=_("Chỉ dùng cho cơ quan chỉ xem.")
    )
    areas = forms.MultipleChoiceField(
        label=_("Phần được xem"),
        choices=Area.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ dùng cho cơ quan chỉ xem: xem, in, xuất ở các phần này; không ghi được gì."),
    )

    field_order = ("username", "full_name", "email", "role", "bodies", "kinds", "reads_all", "areas")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies, kinds = self.fields["bodies"], self.fields["kinds"]
        assert isinstance(bodies, forms.ModelMultipleChoiceField)
        assert isinstance(kinds, forms.ModelMultipleChoiceField)
        bodies.queryset = _Body._default_manager.order_by("position", "code")
        kinds.queryset = _Kind._default_manager.order_by("position", "name")

    def wanted(self) -> dict[str, Any]:
        """Return what the services take."""
        typed = self.cleaned_data
        reach = users.Reach(
            {body.pk for body in typed["bodies"]},
            {kind.pk for kind in typed["kinds"]},
            typed["reads_all"],
            typed["areas"],
        )
        return {name: typed[name] for name in ("username", "full_name", "email", "role") if name in typed} | {
            "reach": reach
        }


class NewUserForm(UserForm):
    """A new account; its first password is made by the program."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Chữ, số và . _ - @, không dấu cách."),
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(
                _("Đã có người dùng mang tên đăng nhập “%(name)s”."), params={"name": username}
            )
        return username


class ManyUsersForm(Form):
    """A list copied out of a workbook."""

    rows = forms.CharField(
        label=_("Danh sách"),
        max_length=100_000,
        strip=False,  # a first or last cell may be empty
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Chép các ô từ Excel rồi dán vào đây. Cột: họ và tên, tên đăng nhập (để trống thì tự đặt),"
            " thư điện"
            " tử, vai trò, mã hoặc tên tổ chức (chỉ cho thư ký, cách nhau bằng dấu phẩy)."
        ),
    )


class FactorRemovalForm(Form):
    """Why a second factor is to be taken off."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=200, help_text=_("Ví dụ: mất điện thoại ngày 12/3, đã gặp trực tiếp.")
    )


class UserFilter(ErrorTextsMixin, forms.Form):
    """Filters of the list of users, kept in the address."""

    q = forms.CharField(label=_("Tìm"), required=False)
    vai_tro = forms.ChoiceField(
        label=_("Vai trò"), required=False, choices=[("", _("Tất cả")), *Role.choices]
    )
    trang_thai = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), ("active", _("Đang dùng")), ("inactive", _("Đã ngừng"))],
    )
