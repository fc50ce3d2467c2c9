"""The second factor moved to another telephone; the recovery codes as a file."""

from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from accounts.models import User
from accounts.queries import has_factor
from accounts.services import second_factor
from core import clock
from core.addresses import reverse
from core.htmx import see_other


class _Move(ActivateTOTPView):
    """Set up the app on another telephone in place of the one before; the recovery codes stay. Only who has
    just shown a code of the one before, or a recovery code: a password and an open page are not enough."""

    moves = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)
        if not has_factor(request.user):
            return redirect("mfa_activate_totp")
        if not _just_shown(request):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}")
        return FormView.dispatch(self, request, *args, **kwargs)  # allauth's leads to switching off first

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        second_factor.move(user=form.user, secret=form.secret)
        clear_totp_secret(self.request)
        messages.success(
            self.request,
            _("Từ nay mã lấy ở điện thoại này. Ứng dụng ở điện thoại cũ không dùng được nữa."),
        )
        return see_other(self.request, "mfa_index")


move = _Move.as_view()


def _just_shown(request: HttpRequest) -> bool:
    since = clock.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record["at"] > since for record in records)


class _Download(DownloadRecoveryCodesView):
    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="ma-du-phong.txt"'
        return response


download_recovery_codes = _Download.as_view()
