"""Choosing a password by the link of an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.forms.entrance import CAME_AS
from accounts.forms.invitations import FirstPasswordForm
from accounts.services import invitations
from core.editing import attempt
from core.errors import Refused
from core.htmx import form_page, see_other, writing


@login_not_required
@never_cache
@writing
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    try:
        user = invitations.opened(token)
    except Refused as refusal:
        return render(request, "accounts/choose_password.html", {"refusal": refusal.message}, status=410)
    form = FirstPasswordForm(request.POST or None)
    if form.is_valid() and attempt(form, invitations.choose_password, token, form.cleaned_data["password1"]):
        request.session[CAME_AS] = user.username
        messages.success(
            request, _("Đã đặt mật khẩu. Đăng nhập bằng tên %(name)s.") % {"name": user.username}
        )
        return see_other(request, "account_login")
    return form_page(request, "accounts/choose_password.html", {"form": form, "account": user})
