"""The entrance under Vietnamese addresses. allauth looks these names up, so they have no namespace."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from accounts.views import deputies, entrance, invitations, second_factor, sessions
from accounts.views.theme import choose_theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("da-thoat/", entrance.left, name="account_left"),
    path("vao/", entrance.enter, name="account_enter"),
    path("phien/", sessions.mine, name="account_sessions"),
    path("phien/ket-thuc/", sessions.end, name="account_session_end"),
    path("phien/ket-thuc-khac/", sessions.end_others, name="account_sessions_end_others"),
    path("thay-mat/", deputies.page, name="account_deputies"),
    path("thay-mat/<int:pk>/", deputies.begin, name="account_act_for"),
    path("thay-mat/<int:pk>/ket-thuc/", deputies.end, name="account_deputy_end"),
    path("thay-mat/thoi/", deputies.stop, name="account_act_as_self"),
    path("da-ngung/", account.account_inactive, name="account_inactive"),
    # Named because allauth asks for them; sign-up is closed. Nobody resets a password by mail alone: the
    # administrator gives a new one, or invites to choose one.
    path("dang-ky/", account.signup, name="account_signup"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("dat-mat-khau/", account.password_set, name="account_set_password"),
    path("thu/", RedirectView.as_view(pattern_name="account_change_password"), name="account_email"),
    path("moi/<secret:token>/", invitations.choose_password, name="account_choose_password"),
    path("ngon-ngu/", login_not_required(set_language), name="choose_language"),
    path("giao-dien/", choose_theme, name="choose_theme"),
    path("hai-lop/", mfa.index, name="mfa_index"),
    path("hai-lop/nhap-ma/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-lop/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-lop/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-lop/chuyen/", second_factor.move, name="mfa_move_totp"),
    path("hai-lop/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-lop/ma-du-phong/tao/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "hai-lop/ma-du-phong/tai/", second_factor.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]
# allauth names them; of a provider that is not set up nothing is loaded.
if "oidc" in settings.OUTSIDE:
    urlpatterns.append(path("", include("allauth.socialaccount.providers.openid_connect.urls")))
if "saml" in settings.OUTSIDE:
    urlpatterns.append(path("", include("allauth.socialaccount.providers.saml.urls")))
