"""Sign-in by OpenID Connect and SAML. allauth speaks with the provider and loads `ProviderAdapter` by its
name in the settings; whom that is here, `outside` decides."""

import logging
from typing import Any
from urllib.parse import urlencode

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.enums import SignInOutcome, SignInWay
from accounts.models import User
from accounts.services import outside, sign_ins
from accounts.services.outside import Asserted, NotAdmitted
from core.addresses import reverse

logger = logging.getLogger(__name__)
_ADDRESSES_KEPT = 3600  # seconds for which what an OpenID provider says of its addresses is kept
_AUTHENTICATION_METHODS = "http://schemas.microsoft.com/claims/authnmethodsreferences"


def buttons(next_page: str) -> list[tuple[str, str]]:
    """Return the names of the providers that can be chosen at the log-in, with the address that begins it."""
    then = f"?{urlencode({'next': next_page})}" if next_page else ""
    places = {
        "oidc": ("openid_connect_login", {"provider_id": "oidc"}),
        "saml": ("saml_login", {"organization_slug": "tinh"}),
    }
    return [
        (settings.OUTSIDE[way]["name"], reverse(name, kwargs=kwargs) + then)
        for way, (name, kwargs) in places.items()
        if way in settings.OUTSIDE
    ]


def sign_out_address(back: str) -> str:
    """Return where the session at the OpenID provider is ended, which then leads to `back`; "" where there is
    no such place or the provider is away."""
    if not settings.OIDC_ISSUER:
        return ""
    known = f"oidc-sign-out:{settings.OIDC_ISSUER}"
    address = cache.get(known)
    if address is None:
        try:
            answer = requests.get(
                f"{settings.OIDC_ISSUER}/.well-known/openid-configuration",
                timeout=settings.SOCIALACCOUNT_REQUESTS_TIMEOUT,
            )
            answer.raise_for_status()
            address = str(answer.json().get("end_session_endpoint", ""))
        except (requests.RequestException, ValueError):
            return ""
        cache.set(known, address, _ADDRESSES_KEPT)
    asked = urlencode(
        {"client_id": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["client_id"]}
    )
    return f"{address}?{asked}&{urlencode({'post_logout_redirect_uri': back})}" if address else ""


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Accounts are the office's: a provider opens one that exists, and makes one where the settings say
    so."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        # Of the settings only: nobody adds a provider by a row of the database.
        found = super().list_apps(request, provider, client_id)
        return [app for app in found if app.pk is None]

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send none: all mail leaves by the outbox, and the log of sign-ins tells of it."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of whom the provider names; who does not come in is told why at the log-in."""
        account = sociallogin.account
        way = SignInWay.OIDC if sociallogin.provider.id == "openid_connect" else SignInWay.SAML
        claims, methods = _claims(way, account.extra_data)
        bound = sociallogin.user if account.pk else None
        try:
            if sociallogin.state.get("process") not in {None, "login"} or claims is None:
                raise NotAdmitted(_("Không đăng nhập được. Hãy thử lại."), SignInOutcome.NO_ACCOUNT)
            user = outside.admit(_asserted(way, claims, sociallogin), bound=bound)
        except NotAdmitted as refused:
            sign_ins.note(request, refused.outcome, user=refused.user, way=way)
            messages.error(request, refused.message)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login"))) from refused
        self._bind(account, user)
        sociallogin.user = user
        outside.mark(request, user, way, has_factor=outside.shows_second_factor(way, methods))

    def _bind(self, account: SocialAccount, user: User) -> None:
        # Who it is, and nothing else of what the provider told: names and addresses have their own place.
        account.user, account.extra_data = user, {}
        account.save()

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_more: Any
    ) -> None:
        """Say it at the log-in, where the password is, and log the reason without what was sent."""
        logger.warning("sign-in by %s failed: %s %s", provider.id, error, type(exception).__name__)
        if isinstance(exception, requests.RequestException):
            sign_ins.note(request, SignInOutcome.AWAY, user=None, way=SignInWay.OIDC)
        messages.error(
            request, _("Không đăng nhập được bằng %(name)s. Hãy thử lại.") % {"name": provider.name}
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


def _claims(way: SignInWay, told: dict[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
    """Return what a provider says of somebody and by which methods they showed who they are; None where its
    two answers speak of two people (OpenID Connect Core 5.3.2)."""
    if way == SignInWay.SAML:
        methods = told.get(_AUTHENTICATION_METHODS) or []
        return told, [str(method) for method in methods]
    token, more = told.get("id_token") or {}, told.get("userinfo") or {}
    if not token or (more and more.get("sub") != token.get("sub")):
        return None, []
    methods = token.get("amr") or []
    return {**token, **more}, [str(method) for method in methods] if isinstance(methods, list) else []


def _asserted(way: SignInWay, claims: dict[str, Any], sociallogin: SocialLogin) -> Asserted:
    groups = outside.group_names(claims.get(settings.OUTSIDE[way.value]["groups"]))
    if way == SignInWay.OIDC:
        vouched = claims.get("email") if claims.get("email_verified") is True else ""
        username, name = claims.get("preferred_username"), claims.get("name")
    else:
        attributes = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"][0]["settings"]["attribute_mapping"]
        # A province's own provider vouches for the addresses that it states.
        username, name, vouched = (
            _first(claims, attributes[part]) for part in ("username", "full_name", "email")
        )
    return Asserted(way, str(username or ""), str(name or ""), str(vouched or ""), groups)


def _first(claims: dict[str, Any], names: list[str]) -> str:
    return next((str(claims[name][0]) for name in names if claims.get(name)), "")
