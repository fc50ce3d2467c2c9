"""The second factor moved to another telephone; the recovery codes as a file."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from accounts.models import User
from accounts.queries import has_factor
from accounts.services import second_factor
from core.htmx import see_other


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class _Move(ActivateTOTPView):
    """Set up the app on another telephone in place of the one before; the recovery codes stay."""

    moves = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)
        if not has_factor(request.user):
            return redirect("mfa_activate_totp")
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


class _Download(DownloadRecoveryCodesView):
    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="ma-du-phong.txt"'
        return response


download_recovery_codes = _Download.as_view()
