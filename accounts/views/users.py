"""User administration: list, make, change, stop, new password."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import queries
from accounts.enums import Role
from accounts.forms.users import FactorRemovalForm, ManyUsersForm, NewUserForm, UserFilter, UserForm
from accounts.models import FactorRemoval, User, UserRequest
from accounts.permissions import check_can_administer
from accounts.queries import posts
from accounts.services import entrance, many_users, second_factor, users
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.forms import Form
from core.htmx import clicked, form_page, see_other, writing
from core.keys import PersonSortKey
from core.lists import Act, chosen, list_address, ordering, paged
from records import bulk
from records.loading import look_up

WITHOUT_SHOWN = 20
"""So many posts without an account are named above the list."""
SORTS = {
    "ten": ("name_key", "username"),
    "dang-nhap": ("username",),
    "vai-tro": ("role", "username"),
    "lan-cuoi": ("last_login", "username"),
}


def _rows(request: UserRequest, wanted: dict[str, Any]) -> QuerySet[User]:
    rows = queries.listing(
        on=clock.today(),
        text=wanted.get("q", ""),
        role=wanted.get("vai_tro", ""),
        state=wanted.get("trang_thai", ""),
    )
    rows = rows.annotate(name_key=PersonSortKey("full_name"))
    return rows.order_by(*ordering(request, SORTS, default="ten"))


@require_safe
def listing(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    filter_form = UserFilter(request.GET)
    wanted = filter_form.cleaned_data if filter_form.is_valid() else {}
    page = paged(request, _rows(request, wanted))
    now = clock.now()
    context = {
        "posts": posts.of_accounts(page, clock.today()),
        "without_account": posts.without_account(clock.today())[:WITHOUT_SHOWN],
        "acts": [Act(reverse("accounts:users-deactivate"), _("Ngừng"), "user-off")],
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
    form = NewUserForm(request.POST or None, on=clock.today(), initial=_as_offered(request))
    if form.is_valid() and attempt(form, users.create, **form.wanted(), by=request.user):
        user, password = form.made
        if not password:
            words = _("Đã tạo tài khoản %(user)s. Thư mời gửi tới %(address)s.")
            messages.success(request, words % {"user": user, "address": user.email})
            return see_other(request, "accounts:users")
        return _password_page(request, user, password, _("Đã tạo tài khoản."))
    return form_page(
        request, "accounts/user_form.html", {"form": form, "leave_url": reverse("accounts:users")}
    )


@writing
@never_cache
def create_many(request: UserRequest) -> HttpResponse:
    """Take a list, show what each row does and what is wrong, and on confirmation do all of it at once."""
    check_can_administer(request.user)
    form = ManyUsersForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "leave_url": reverse("accounts:users")}
    if not form.is_valid() or not form.read(by=request.user, on=clock.today()):
        return form_page(request, "accounts/many_users.html", context)
    context["preview"] = preview = many_users.preview(form.made)
    by_mail = form.cleaned_data["by_mail"]
    if request.POST.get("tao") and attempt(
        form, many_users.carry_out, form.made, by=request.user, by_mail=by_mail
    ):
        return _done_many(request, form.made, preview)
    return render(request, "accounts/many_users.html", context)


def _done_many(request: UserRequest, made: list[tuple[User, str]], done: many_users.Preview) -> HttpResponse:
    """Show the first passwords once, to be printed; where there are none, go back to the list."""
    words = _("Đã tạo %(made)s, sửa %(changed)s, ngừng %(stopped)s tài khoản.") % done.counts
    given = [(user, password) for user, password in made if password]
    if not given:
        if made:
            words += " " + _("Thư mời đặt mật khẩu gửi tới %(n)s người.") % {"n": len(made)}
        messages.success(request, words)
        return see_other(request, "accounts:users")
    ends_at = entrance.ends_at(clock.now())
    context = {"given": given, "ends_at": ends_at, "site": settings.SITE_URL, "words": words}
    return render(request, "accounts/passwords_given.html", context)


@writing
def change(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user, today = look_up(User.objects.select_related("person"), pk=pk), clock.today()
    initial = {
        "full_name": user.full_name,
        "email": user.email,
        "role": user.role,
        "bodies": user.grants.values_list("body_id", flat=True),
        "kinds": user.kinds.values_list("kind_id", flat=True),
        "reads_all": user.reads_all,
        "areas": user.areas,
        "person": user.person.code if user.person else "",
        "seats": sorted(posts.held_by(user.person_id, today)),
    }
    form = UserForm(request.POST or None, initial=initial, on=today, account=user)
    if form.is_valid() and attempt(form, users.change, user, **form.wanted(), by=request.user):
        messages.success(request, _("Đã lưu tài khoản %(user)s.") % {"user": user})
        return see_other(request, "accounts:users")
    context = {
        "form": form,
        "account": user,
        "has_factor": queries.has_factor(user),
        "deputies": queries.deputies_of(user, today=today, everybodys=False),
        "leave_url": reverse("accounts:users"),
    }
    return form_page(request, "accounts/user_form.html", context)


@require_POST
def deactivate(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = look_up(User, pk=pk)
    done = _("Đã ngừng tài khoản %(user)s. Các phiên đang mở không dùng được nữa.") % {"user": user}
    return clicked(request, lambda: users.deactivate(user, by=request.user), done=done, to="accounts:users")


@writing
def deactivate_many(request: UserRequest) -> HttpResponse:
    """Stop the accounts that are chosen in the list: a preview, then all that can be stopped."""
    check_can_administer(request.user)
    form = UserFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    held = posts.of_accounts(
        rows := list(chosen(request, _rows(request, wanted))[: bulk.MOST + 1]), clock.today()
    )

    def line(user: User) -> bulk.Line:
        detail = ", ".join([user.username, *(str(post.seat) for post in held.get(user.pk, []))])
        return bulk.Line(user.pk, str(user), detail, users.why_not_stopped(user, by=request.user))

    return bulk.answer(
        request,
        records=rows,
        line=line,
        form=Form(request.POST or None),
        act=lambda user, _values: users.deactivate(user, by=request.user),
        words=bulk.Words(
            _("Ngừng %(n)s tài khoản? Các phiên đang mở kết thúc ngay."),
            _("Ngừng"),
            _("Đã ngừng %(n)s tài khoản."),
        ),
        leave_url=list_address(request, reverse("accounts:users")),
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


def _as_offered(request: UserRequest) -> dict[str, Any]:
    """Return what a page that offers an account for a person in their posts fills in."""
    person = posts.people().filter(code=request.GET.get("can-bo", "")).first()
    if person is None:
        return {}
    return {
        "username": many_users.free_name(person.full_name),
        "full_name": person.full_name,
        "email": person.email,
        "role": Role.SECRETARY,
        "person": person.code,
        "seats": [key for key in request.GET.getlist("vi-tri") if key.isdecimal() and len(key) < 19],
        "by_mail": bool(person.email),
    }


@require_POST
@transaction.atomic
def invite(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    user = look_up(User, pk=pk)
    done = _("Đã lập thư mời đặt mật khẩu gửi tới %(address)s.") % {"address": user.email}
    return clicked(
        request, lambda: users.invite(user, by=request.user), done=done, to="accounts:users", undo=False
    )


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
