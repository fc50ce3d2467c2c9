"""Which function hears which signal of the log-in."""

from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_used
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from accounts.services import second_factor, sign_ins


def connect() -> None:
    """Connect them, once."""
    user_logged_in.connect(sign_ins.entered, dispatch_uid="accounts.entered")
    user_logged_out.connect(sign_ins.left, dispatch_uid="accounts.left")
    user_login_failed.connect(sign_ins.failed, dispatch_uid="accounts.failed")
    authentication_failed.connect(sign_ins.code_failed, dispatch_uid="accounts.code_failed")
    authenticator_added.connect(second_factor.shown, dispatch_uid="accounts.factor_added")
    authenticator_used.connect(second_factor.shown, dispatch_uid="accounts.factor_used")
