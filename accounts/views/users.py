"""User administration: list, make, change, stop, new password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import queries
from accounts.forms.users import NewUserForm, UserFilter, UserForm
from accounts.models import User
from accounts.permissions import check_can_administer
from accounts.services import users
from core.errors import Refused
from core.htmx import form_page, see_other
from core.lists import ordering, paged

SORTS = {"ten": ("full_name", "username"), "dang-nhap": ("username",), "vai-tro": ("role", "username"), "lan-cuoi": ("last_login", "username")}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    check_can_administer(request.user)
    filter_form = UserFilter(request.GET)
    wanted = filter_form.cleaned_data if filter_form.is_valid() else {}
    rows = queries.listing(text=wanted.get("q", ""), role=wanted.get("vai_tro", ""), state=wanted.get("trang_thai", ""))
    page = paged(request, rows.order_by(*ordering(request, SORTS, default="ten")))
    return render(request, "accounts/users.html", {"page": page, "filter_form": filter_form, "filtered": any(wanted.values())})


@never_cache
def create(request: HttpRequest) -> HttpResponse:
    check_can_administer(request.user)
    form = NewUserForm(request.POST or None)
    if form.is_valid():
        wanted = form.cleaned_data
        bodies = {body.pk for body in wanted.pop("bodies")}
        try:
            user, password = users.create(**wanted, body_ids=bodies, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _password_page(request, user, password, _("Đã tạo tài khoản."))
    return form_page(request, "accounts/user_form.html", {"form": form, "leave_url": reverse("accounts:users")})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = get_object_or_404(User, pk=pk)
    initial = {"full_name": user.full_name, "email": user.email, "role": user.role, "bodies": user.grants.values_list("body_id", flat=True)}
    form = UserForm(request.POST or None, initial=initial)
    if form.is_valid():
        wanted = form.cleaned_data
        bodies = {body.pk for body in wanted.pop("bodies")}
        try:
            users.change(user, **wanted, body_ids=bodies, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã lưu tài khoản %(user)s.") % {"user": user})
            return see_other(request, "accounts:users")
    return form_page(request, "accounts/user_form.html", {"form": form, "account": user, "leave_url": reverse("accounts:users")})


@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = get_object_or_404(User, pk=pk)
    try:
        users.deactivate(user, by=request.user)
        messages.success(request, _("Đã ngừng tài khoản %(user)s. Các phiên đang mở không dùng được nữa.") % {"user": user})
    except Refused as refusal:
        messages.error(request, refusal.message)
    return see_other(request, "accounts:users")


@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = users.reactivate(get_object_or_404(User, pk=pk), by=request.user)
    messages.success(request, _("Tài khoản %(user)s dùng lại được.") % {"user": user})
    return see_other(request, "accounts:users")


@require_POST
@never_cache
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = get_object_or_404(User, pk=pk)
    return _password_page(request, user, users.reset_password(user, by=request.user), _("Đã cấp mật khẩu mới."))


def _password_page(request: HttpRequest, user: User, password: str, words: str) -> HttpResponse:
    """Show a password once: on the answer itself, so that it is kept nowhere."""
    return render(request, "accounts/password_given.html", {"account": user, "password": password, "words": words})
