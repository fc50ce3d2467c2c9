"""Forms of the user administration. They validate; services write."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from accounts.enums import Area, Role
from accounts.models import BodyGrant, KindGrant, User
from accounts.queries import posts
from accounts.services import many_users, users
from accounts.services import posts as binding
from core.editing import attempt
from core.errors import Refused
from core.forms import ErrorTextsMixin, Form

_Body = BodyGrant._meta.get_field("body").related_model
_Kind = KindGrant._meta.get_field("kind").related_model


class SeatsField(forms.ModelMultipleChoiceField):
    """Posts, each with its body and who holds it."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.holder or _("đang khuyết")
        return f"{obj.get_role_display()} {obj.body.name} ({obj.code}): {name}"


class UserForm(Form):
    """Who a user is and which bodies they reach."""

    only_when = {
        "seats": ("role", [Role.SECRETARY]),
        "person": ("role", [Role.SECRETARY]),
        "bodies": ("role", [Role.SECRETARY, Role.READER]),
        "kinds": ("role", [Role.READER]),
        "reads_all": ("role", [Role.READER]),
        "areas": ("role", [Role.READER]),
    }
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

    seats = SeatsField(
        label=_("Theo chức danh"),
        queryset=None,
        required=False,
        help_text=_(
            "Chỉ dùng cho thư ký: tài khoản của người đang giữ chức danh. Thôi giữ thì hết quyền, người kế"
            " nhiệm có tài khoản thì được quyền, từ đúng ngày ghi ở trang thành viên."
        ),
    )
    person = forms.CharField(
        label=_("Mã cán bộ"),
        required=False,
        max_length=40,
        help_text=_("Để trống: người đang giữ chức danh. Người sẽ nhận chức danh thì ghi mã cán bộ."),
    )

    field_order = (
        *("username", "full_name", "email", "role", "seats", "person"),
        *("bodies", "kinds", "reads_all", "areas", "by_mail"),
    )

    def __init__(self, *args: Any, on: dt.date, account: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.account = on, account
        seats = self.fields["seats"]
        assert isinstance(seats, SeatsField)
        seats.queryset = posts.choosable(on, {str(key) for key in self.initial.get("seats", ())})
        bodies, kinds = self.fields["bodies"], self.fields["kinds"]
        assert isinstance(bodies, forms.ModelMultipleChoiceField)
        assert isinstance(kinds, forms.ModelMultipleChoiceField)
        bodies.queryset = _Body._default_manager.order_by("position", "code")
        kinds.queryset = _Kind._default_manager.order_by("position", "name")

    def clean_person(self) -> Any:
        code = self.cleaned_data["person"].strip()
        person = posts.people().filter(code__iexact=code).first() if code else None
        if code and person is None:
            raise forms.ValidationError(
                _("Không có cán bộ mã “%(code)s” trong danh bạ."), params={"code": code}
            )
        return person

    def clean(self) -> dict[str, Any]:
        """Find whose account it is: who is named, else who holds the chosen posts."""
        typed = super().clean() or self.cleaned_data
        chosen = {seat.pk for seat in typed.get("seats") or ()}
        if typed.get("role") != Role.SECRETARY or self.has_error("person") or self.has_error("seats"):
            return typed | {"person": None}
        try:
            if chosen and not typed.get("person"):
                typed["person"] = binding.holder(chosen, on=self.on)
            if typed.get("person"):
                binding.check(person=typed["person"], seat_ids=chosen, user=self.account, on=self.on)
        except Refused as refusal:
            self.add_error(refusal.field, refusal.message)
        return typed

    def wanted(self) -> dict[str, Any]:
        """Return what the services take."""
        typed = self.cleaned_data
        reach = users.Reach(
            {body.pk for body in typed["bodies"]},
            {kind.pk for kind in typed["kinds"]},
            typed["reads_all"],
            typed["areas"],
            typed["person"].pk if typed["person"] else None,
            {seat.pk for seat in typed["seats"]},
        )
        names = ("username", "full_name", "email", "role", "by_mail")
        return {name: typed[name] for name in names if name in typed} | {"reach": reach}


class NewUserForm(UserForm):
    """A new account; its first password is made by the program, or chosen by who is invited."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Chữ, số và . _ - @, không dấu cách."),
    )
    by_mail = forms.BooleanField(
        label=_("Gửi thư mời đặt mật khẩu, không in mật khẩu đầu"),
        required=False,
        help_text=_("Thư có liên kết dùng một lần; cần thư điện tử của người dùng."),
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(
                _("Đã có người dùng mang tên đăng nhập “%(name)s”."), params={"name": username}
            )
        return username


class ManyUsersForm(Form):
    """A list copied out of a workbook, or read from one: then `first` is the number of its first row."""

    rows = forms.CharField(
        label=_("Danh sách"),
        max_length=100_000,
        strip=False,  # a first or last cell may be empty
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Chép các ô từ Excel rồi dán vào đây. Cột: họ và tên, tên đăng nhập (để trống thì tự đặt),"
            " thư điện tử, vai trò, mã hoặc tên tổ chức, mã vị trí của chức danh (hai cột này chỉ cho thư ký,"
            " cách nhau bằng dấu phẩy), đang dùng (có, không). Tên đăng nhập đã có thì tài khoản ấy được sửa."
        ),
    )
    first = forms.IntegerField(initial=1, required=False, widget=forms.HiddenInput)
    by_mail = forms.BooleanField(
        label=_("Gửi thư mời đặt mật khẩu cho tài khoản mới, không in mật khẩu đầu"), required=False
    )

    def read(self, *, by: User, on: dt.date) -> bool:
        """Read the list of a valid form, and return whether it is one; its rows are `made`."""
        text, first = self.cleaned_data["rows"], self.cleaned_data["first"] or 1
        return attempt(self, many_users.read, text, by=by, on=on, first=first)


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
        choices=[
            ("", _("Tất cả")),
            ("active", _("Đang dùng")),
            ("inactive", _("Đã ngừng")),
            ("left", _("Chức danh đã thôi")),
            ("waiting", _("Chưa đặt mật khẩu")),
        ],
    )
