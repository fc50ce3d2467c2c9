"""Who comes in by what the province has already: one rule for OpenID Connect, SAML and LDAP. See ADR 37.

A provider says who somebody is; here it is decided which account that is, whether it may come in, and with
which role. An account made on the command line is never opened so: it is the way in when the provider is
away, or taken over.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.enums import Role, SignInOutcome, SignInWay
from accounts.models import User
from accounts.queries import named
from accounts.services import users
from core.errors import Refused

_SESSION = "outside"
# What a provider says in `amr` (RFC 8176) of somebody who showed more than a password.
_SECOND_FACTORS = {"mfa", "otp", "hwk", "sc"}
# The same of ADFS, in an attribute of SAML.
_MULTIPLE = "http://schemas.microsoft.com/claims/multipleauthn"


class Asserted(NamedTuple):
    """What a provider says of somebody; `email` is "" unless the provider vouches for the address."""

    way: SignInWay
    username: str
    full_name: str
    email: str
    groups: frozenset[str]


class NotAdmitted(Refused):
    """Somebody whom the provider knows does not come in; `outcome` is what the log of sign-ins holds."""

    def __init__(self, message: str, outcome: SignInOutcome, *, user: User | None = None) -> None:
        super().__init__(message)
        self.outcome, self.user = outcome, user


def group_names(value: object) -> frozenset[str]:
    """Return the groups of a claim, which is a text, a list of texts, or something that is no group. Of a
    name of a directory (CN=Văn phòng,OU=…) its first part counts too."""
    names = [value] if isinstance(value, str) else value if isinstance(value, Iterable) else []
    found = set()
    for name in names:
        if isinstance(name, str):
            whole = name.strip().strip("/").casefold()
            found |= {whole, whole.split(",")[0].removeprefix("cn=").strip()}
    return frozenset(found - {""})


@transaction.atomic
def admit(asserted: Asserted, *, bound: User | None = None) -> User:
    """Return the account of whom the provider names, made or given another role as the settings say; raises
    NotAdmitted. `bound` is whose account came in as the same subject before: names and addresses may change.
    """
    rules = settings.OUTSIDE[asserted.way.value]
    user = bound or _matched(asserted, rules["match"])
    if user is not None and user.is_superuser:
        raise NotAdmitted(
            _("Tài khoản quản trị khẩn cấp chỉ đăng nhập bằng mật khẩu ở đây."), SignInOutcome.NO_ACCOUNT
        )
    role = next((role for group, role in rules["roles"] if group in asserted.groups), None)
    if rules["roles"] and role is None:
        raise NotAdmitted(
            _(
                "Tài khoản của tỉnh chưa thuộc nhóm nào được dùng phần mềm này. Đề nghị quản trị thêm"
                " vào nhóm."
            ),
            SignInOutcome.NO_GROUP,
            user=user,
        )
    if user is None:
        if not rules["create"] or role is None or not (asserted.username or asserted.email):
            raise NotAdmitted(
                _("Chưa có tài khoản ở đây cho người này. Đề nghị quản trị của văn phòng tạo tài khoản."),
                SignInOutcome.NO_ACCOUNT,
            )
        return _made(asserted, role)
    if not user.is_active:
        raise NotAdmitted(
            _("Tài khoản này đã ngừng sử dụng. Liên hệ quản trị của văn phòng."),
            SignInOutcome.STOPPED,
            user=user,
        )
    if role is not None and role != user.role:
        users.take_role(user, role)
    return user


def _matched(asserted: Asserted, by: str) -> User | None:
    """Return the only account of the name or the address; an address that two accounts have is of neither."""
    if by == "username":
        return named(asserted.username) if asserted.username else None
    if not asserted.email:
        return None
    found = list(User.objects.filter(email__iexact=asserted.email)[:2])
    return found[0] if len(found) == 1 else None


def _made(asserted: Asserted, role: str) -> User:
    taken = _("Tên đăng nhập này đã thuộc về người khác ở đây. Đề nghị quản trị của văn phòng xem lại.")
    username = asserted.username or asserted.email
    if named(username) is not None:
        raise NotAdmitted(taken, SignInOutcome.NO_ACCOUNT)
    user = User(
        username=username[:150], full_name=asserted.full_name[:120], email=asserted.email, role=Role(role)
    )
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise NotAdmitted(taken, SignInOutcome.NO_ACCOUNT) from error
    return user


def shows_second_factor(way: SignInWay, methods: Iterable[str]) -> bool:
    """Return whether ours is not asked for again, by the office's setting and the methods that the provider
    names."""
    rule = settings.OUTSIDE[way.value]["second_factor"]
    return rule == "trust" or (rule == "amr" and bool({*methods} & (_SECOND_FACTORS | {_MULTIPLE})))


def mark(request: HttpRequest, user: User, way: SignInWay, *, has_factor: bool) -> None:
    """Note in the session by what the user comes in, before a second factor of ours is asked for."""
    request.session[_SESSION] = {"user": user.pk, "way": way.value, "factor": has_factor}


def forget(request: HttpRequest) -> None:
    """Forget it: somebody comes in by a password of ours."""
    request.session.pop(_SESSION, None)


def way_of(request: HttpRequest, user: User) -> SignInWay:
    """Return by what the user came in in this session."""
    noted = request.session.get(_SESSION) or {}
    return SignInWay(noted["way"]) if noted.get("user") == user.pk else SignInWay.PASSWORD


def was_factor_seen(request: HttpRequest) -> bool:
    """Return the same of whoever is on the way in: a log-in by a password of ours forgets it."""
    return bool((request.session.get(_SESSION) or {}).get("factor"))


def has_factor(request: HttpRequest, user: User) -> bool:
    """Return whether the provider has seen the user's second factor, and the office's setting trusts it."""
    noted = request.session.get(_SESSION) or {}
    return noted.get("user") == user.pk and bool(noted.get("factor"))


def may_use_password(user: User) -> bool:
    """Return whether a password of ours lets the user in: with LOCAL_SIGN_IN=administrators only that of an
    administrator does."""
    return settings.LOCAL_SIGN_IN == "all" or user.is_superuser or user.role == Role.ADMINISTRATOR
