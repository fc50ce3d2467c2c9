"""User administration: list, make, change, stop, new password."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import queries
from accounts.forms.users import FactorRemovalForm, ManyUsersForm, NewUserForm, UserFilter, UserForm
from accounts.models import FactorRemoval, User, UserRequest
from accounts.permissions import check_can_administer
from accounts.services import entrance, many_users, second_factor, users
from core import clock
from core.editing import attempt
from core.htmx import clicked, form_page, see_other, writing
from core.lists import ordering, paged
from records.loading import look_up

SORTS = {
    "ten": ("full_name", "username"),
    "dang-nhap": ("username",),
    "vai-tro": ("role", "username"),
    "lan-cuoi": ("last_login", "username"),
}


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    filter_form = UserFilter(request.GET)
    wanted = filter_form.cleaned_data if filter_form.is_valid() else {}
    rows = queries.listing(
        text=wanted.get("q", ""), role=wanted.get("vai_tro", ""), state=wanted.get("trang_thai", "")
    )
    page = paged(request, rows.order_by(*ordering(request, SORTS, default="ten")))
    now = clock.now()
    context = {
        "removals": queries.open_removals(since=now - second_factor.OPEN_FOR),
        "ended": {user.pk for user in page if entrance.password_ended(user, now)},
        "on_trial": second_factor.on_trial(),
    }
    return render(
        request,
        "accounts/users.html",
        context | {"page": page, "filter_form": filter_form, "filtered": any(wanted.values())},
    )


@writing
@never_cache
def create(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    form = NewUserForm(request.POST or None)
    if form.is_valid() and attempt(form, users.create, **form.wanted(), by=request.user):
        user, password = form.made
        return _password_page(request, user, password, _("Đã tạo tài khoản."))
    return form_page(
        request, "accounts/user_form.html", {"form": form, "leave_url": reverse("accounts:users")}
    )


@writing
@never_cache
def create_many(request: UserRequest) -> HttpResponse:
    """Take a list, show it with what is wrong, and on confirmation make all accounts at once."""
    check_can_administer(request.user)
    form = ManyUsersForm(request.POST or None)
    context = {"form": form, "leave_url": reverse("accounts:users"), "submit_label": _("Xem trước")}
    if form.is_valid() and attempt(form, many_users.read, form.cleaned_data["rows"]):
        rows = form.made
        wrong = sum(bool(row.error) for row in rows)
        if request.POST.get("tao") and attempt(form, many_users.make, rows, by=request.user):
            now = clock.now()
            given = {"given": form.made, "ends_at": entrance.ends_at(now), "site": settings.SITE_URL}
            return render(request, "accounts/passwords_given.html", given)
        context |= {"rows": rows, "wrong": wrong}
        return render(request, "accounts/many_users.html", context)
    return form_page(request, "accounts/many_users.html", context)


@writing
def change(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = look_up(User, pk=pk)
    initial = {
        "full_name": user.full_name,
        "email": user.email,
        "role": user.role,
        "bodies": user.grants.values_list("body_id", flat=True),
        "kinds": user.kinds.values_list("kind_id", flat=True),
        "reads_all": user.reads_all,
        "areas": user.areas,
    }
    form = UserForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(form, users.change, user, **form.wanted(), by=request.user):
        messages.success(request, _("Đã lưu tài khoản %(user)s.") % {"user": user})
        return see_other(request, "accounts:users")
    context = {
        "form": form,
        "account": user,
        "has_factor": queries.has_factor(user),
        "deputies": queries.deputies_of(user, today=clock.today(), everybodys=False),
        "leave_url": reverse("accounts:users"),
    }
    return form_page(request, "accounts/user_form.html", context)


@require_POST
def deactivate(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = look_up(User, pk=pk)
    done = _("Đã ngừng tài khoản %(user)s. Các phiên đang mở không dùng được nữa.") % {"user": user}
    return clicked(
        request, lambda: users.deactivate(user, by=request.user), done=done, to="accounts:users", undo=False
    )


@require_POST
def reactivate(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = users.reactivate(look_up(User, pk=pk), by=request.user)
    messages.success(request, _("Tài khoản %(user)s dùng lại được.") % {"user": user})
    return see_other(request, "accounts:users")


@require_POST
@never_cache
def reset_password(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = look_up(User, pk=pk)
    return _password_page(
        request, user, users.reset_password(user, by=request.user), _("Đã cấp mật khẩu mới."), again=True
    )


@writing
def request_factor_removal(request: UserRequest, pk: int) -> HttpResponse:
    """Ask a second administrator to take off the second factor of a user who lost it."""
    check_can_administer(request.user)
    user = look_up(User, pk=pk)
    form = FactorRemovalForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        second_factor.request_removal,
        user=user,
        reason=form.cleaned_data["reason"],
        by=request.user,
        now=clock.now(),
    ):
        messages.success(
            request, _("Đã ghi đề nghị. Một quản trị khác xác nhận ở trang này thì xác thực hai lớp được gỡ.")
        )
        return see_other(request, "accounts:users")
    context = {
        "form": form,
        "account": user,
        "leave_url": reverse("accounts:user", args=[user.pk]),
        "submit_label": _("Đề nghị gỡ"),
    }
    return form_page(request, "accounts/factor_form.html", context)


@require_POST
def decide_factor_removal(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    removal = look_up(FactorRemoval, pk=pk)
    agreed = bool(request.POST.get("dong_y"))
    words = (
        _("Đã gỡ xác thực hai lớp của %(user)s. Lần đăng nhập sau phải bật lại.")
        if agreed
        else _("Giữ nguyên xác thực hai lớp của %(user)s.")
    )
    act = partial(
        second_factor.decide_removal, removal=removal, agreed=agreed, by=request.user, now=clock.now()
    )
    return clicked(request, act, done=words % {"user": removal.user}, to="accounts:users", undo=False)


def _password_page(
    request: UserRequest, user: User, password: str, words: str, *, again: bool = False
) -> HttpResponse:
    """Show a password once: on the answer itself, so that it is kept nowhere."""
    assert user.password_given_at is not None
    context = {
        "account": user,
        "password": password,
        "words": words,
        "again": again,
        "ends_at": entrance.ends_at(user.password_given_at),
    }
    return render(request, "accounts/password_given.html", context)
