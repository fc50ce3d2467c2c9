"""Sign-in with the name and password of the province's directory, by LDAP: OpenLDAP and Active Directory.
Django
loads `DirectoryBackend` by its name in the settings."""

import contextlib
import logging
import ssl
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from ldap3 import NONE, SIMPLE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

from accounts.enums import SignInWay
from accounts.models import User
from accounts.services import outside
from accounts.services.outside import Asserted

logger = logging.getLogger(__name__)
SECONDS = 5  # for each answer of the directory
_NAMES = ("displayName", "cn")
_MOST_GROUPS = 1000


class DirectoryAway(Exception):
    """The directory does not answer, or not as one whom it can trust."""


class DirectoryBackend(ModelBackend):
    """Asks the directory whose name and password these are. Asked after our own passwords."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_more: Any,
    ) -> User | None:
        """Return the account; None for a name or password that the directory does not know. Raises
        DirectoryAway, and NotAdmitted for who may not come in here."""
        # A directory answers "yes" to a name without a password: that is its way of letting in a stranger.
        if not username or not password or request is None:
            return None
        try:
            asserted = _asked(username.strip(), password)
        except (LDAPException, OSError) as error:
            logger.warning("the directory cannot be asked: %s", type(error).__name__)
            raise DirectoryAway from error
        if asserted is None:
            return None
        user = outside.admit(asserted)
        outside.mark(
            request, user, SignInWay.LDAP, has_factor=outside.shows_second_factor(SignInWay.LDAP, ())
        )
        return user


def _asked(name: str, password: str) -> Asserted | None:
    """Return what the directory says of the one whose name and password these are, or None."""
    with _connected(settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD) as office:
        if not office.bound:
            raise LDAPException("the account of LDAP_BIND_DN is refused")
        entry = _only_one(office, name)
        if entry is None:
            return None
        with _connected(entry["dn"], password) as person:
            if not person.bound:
                return None
        return _asserted(office, entry, name)


@contextlib.contextmanager
def _connected(dn: str, password: str) -> Iterator[Connection]:
    """Yield a connection that has tried to bind; raises LDAPException where no trusted server answers. A
    server's word to ask another one (a referral) is not followed: the password would go there."""
    tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=settings.LDAP_CA or None)
    server = Server(settings.LDAP_URL, tls=tls, get_info=NONE, connect_timeout=SECONDS)
    signed_in = {"user": dn, "password": password, "authentication": SIMPLE} if dn else {}
    connection = Connection(
        server,
        **signed_in,
        auto_referrals=False,
        receive_timeout=SECONDS,
        read_only=True,
        raise_exceptions=False,
    )
    try:
        connection.open()
        if settings.LDAP_STARTTLS and not connection.start_tls():
            raise LDAPException("StartTLS is refused")
        connection.bind()
        yield connection
    finally:
        with contextlib.suppress(LDAPException, OSError):
            connection.unbind()
        if connection.socket is not None:  # of a server that was not trusted, it stays open
            connection.socket.close()


def _only_one(office: Connection, name: str) -> dict[str, Any] | None:
    wanted = settings.LDAP_FILTER.replace("{name}", escape_filter_chars(name))
    attributes = ["displayName", "cn", "mail", "uid", "sAMAccountName", "memberOf"]
    office.search(settings.LDAP_BASE, wanted, SUBTREE, attributes=attributes, size_limit=2)
    found = [entry for entry in office.response or [] if entry.get("type") == "searchResEntry"]
    return found[0] if len(found) == 1 else None


def _asserted(office: Connection, entry: dict[str, Any], name: str) -> Asserted:
    told = {key.casefold(): value for key, value in entry["attributes"].items()}

    def first(*keys: str) -> str:
        values = (told.get(key.casefold()) for key in keys)
        return next((str(value[0] if isinstance(value, list) else value) for value in values if value), "")

    groups = told.get("memberof") or []
    named = settings.LDAP_GROUP_FILTER.replace("{dn}", escape_filter_chars(entry["dn"])).replace(
        "{name}", escape_filter_chars(name)
    )
    office.search(settings.LDAP_BASE, named, SUBTREE, attributes=["cn"], size_limit=_MOST_GROUPS)
    found = [row["dn"] for row in office.response or [] if row.get("type") == "searchResEntry"]
    return Asserted(
        SignInWay.LDAP,
        first("uid", "sAMAccountName") or name,
        first(*_NAMES),
        first("mail"),
        outside.group_names([*([groups] if isinstance(groups, str) else groups), *found]),
    )
