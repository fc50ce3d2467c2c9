"""Settings from the environment, with errors that say what to do, in Vietnamese and English."""

import dataclasses
import os
import secrets
import ssl
import tempfile
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, cast
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import redis
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from redis.sentinel import Sentinel

from runtime import filestore
from runtime.errors import CannotStart

BASE_DIR = Path(__file__).resolve().parent.parent


class Misconfigured(SystemExit):
    """A setting cannot be used; the message names the variable and shows a right value."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")


def flag(name: str, default: bool) -> bool:
    """Return a yes-or-no variable; raises Misconfigured for anything else."""
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise Misconfigured(
        f"Biến {name}={raw!r} không phải có hoặc không. Hãy ghi {name}=1 hoặc {name}=0.",
        f"{name}={raw!r} is neither yes nor no. Write {name}=1 or {name}=0.",
    )


def text(name: str, default: str = "") -> str:
    """Return a variable without surrounding blanks; an empty one counts as unset."""
    return os.environ.get(name, "").strip() or default


def word_list(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def some_of(name: str, default: str, allowed: set[str]) -> frozenset[str]:
    """Return a comma-separated variable as a set of allowed words, empty for "none"; raises Misconfigured for
    other words."""
    raw = text(name, default)
    found = frozenset() if raw.lower() == "none" else frozenset(word_list(name, default))
    if found <= allowed:
        return found
    right = ", ".join(sorted(allowed))
    raise Misconfigured(
        f"Biến {name}={raw!r} có từ không dùng được. Ghi một số trong các từ sau, cách nhau bằng dấu phẩy:"
        f" {right}; hoặc {name}=none.",
        f"{name}={raw!r} holds a word that is not known. Write some of these, with commas between: {right};"
        f" or {name}=none.",
    )


def one_of(name: str, default: str, allowed: set[str]) -> str:
    """Return one of the allowed words; raises Misconfigured for another."""
    raw = text(name, default).lower()
    if raw in allowed:
        return raw
    right = ", ".join(sorted(allowed))
    raise Misconfigured(
        f"Biến {name}={raw!r} không dùng được. Ghi một trong các từ sau: {right}.",
        f"{name}={raw!r} is not known. Write one of these: {right}.",
    )


def number(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number; raises Misconfigured outside `least`..`most`."""
    raw = text(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        value = least - 1
    if least <= value <= most:
        return value
    raise Misconfigured(
        f"Biến {name}={raw!r} phải là số nguyên từ {least} đến {most}, ví dụ {name}={default}.",
        f"{name}={raw!r} must be a whole number from {least} to {most}, for example {name}={default}.",
    )


def networks(name: str, default: bool) -> list[IPv4Network | IPv6Network]:
    """Return the proxies whose headers about the client are trusted: 0 for none, 1 for this machine, else
    addresses and networks; raises Misconfigured."""
    raw = text(name, "1" if default else "0")
    if raw.lower() in {"0", "false", "no", "off"}:
        return []
    if raw.lower() in {"1", "true", "yes", "on"}:
        raw = "127.0.0.0/8,::1"
    try:
        return [ip_network(word.strip(), strict=False) for word in raw.split(",") if word.strip()]
    except ValueError:
        raise Misconfigured(
            f"Biến {name}={raw!r} không phải 0, 1 hoặc địa chỉ IP. Hãy ghi {name}=1 khi máy chủ phía trước"
            f" chạy trên cùng máy, hoặc địa chỉ của nó, ví dụ {name}=10.0.0.5 hay {name}=172.18.0.0/16.",
            f"{name}={raw!r} is neither 0 nor 1 nor IP addresses. Write {name}=1 for a proxy on this machine,"
            f" or its addresses, for example {name}=10.0.0.5 or {name}=172.18.0.0/16.",
        ) from None


def address(name: str, default: str) -> str:
    """Return a web address without its last slash; raises Misconfigured unless it begins with http:// or
    https:// and names a host."""
    raw = text(name, default).rstrip("/")
    try:
        parts = urlsplit(raw)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if good:
        return raw
    raise Misconfigured(
        f"Biến {name}={raw!r} không phải địa chỉ trang web. Ví dụ: {name}=https://nennep.example.vn",
        f"{name}={raw!r} is not a web address. For example: {name}=https://nennep.example.vn",
    )


def role_pairs(name: str, allowed: set[str]) -> list[tuple[str, str]]:
    """Return `group=role; group=role` as pairs in that order; raises Misconfigured. A group may hold = and
    commas, as names of a directory do."""
    found = []
    for pair in filter(None, (part.strip() for part in text(name).split(";"))):
        group, mark, role = pair.rpartition("=")
        if not mark or not group.strip() or role.strip() not in allowed:
            right = ", ".join(sorted(allowed))
            raise Misconfigured(
                f"Biến {name} không đọc được ở {pair!r}. Hãy ghi {name}=nhóm=vai trò; nhóm=vai trò. Vai"
                f" trò là một"
                f" trong: {right}.",
                f"{name} cannot be read at {pair!r}. Write {name}=group=role; group=role. Roles: {right}.",
            )
        found.append((group.strip().casefold(), role.strip()))
    return found


def sign_in_rules(prefix: str, roles: set[str]) -> dict[str, Any]:
    """Return how accounts are found, made and given roles for those who come in by OIDC, SAML or LDAP; raises
    Misconfigured."""
    pairs = role_pairs(f"{prefix}_ROLES", roles)
    create = flag(f"{prefix}_CREATE", False)
    if create and not pairs:
        raise Misconfigured(
            f"{prefix}_CREATE=1 cần {prefix}_ROLES: không có nhóm thì không biết giao vai trò gì cho tài"
            f" khoản mới.",
            f"{prefix}_CREATE=1 needs {prefix}_ROLES: without groups nobody knows which role a new"
            f" account has.",
        )
    return {
        "name": text(f"{prefix}_NAME", "tài khoản của tỉnh"),
        "match": one_of(
            f"{prefix}_MATCH", "username" if prefix == "LDAP" else "email", {"email", "username"}
        ),
        "create": create,
        "groups": text(f"{prefix}_GROUPS", "groups"),
        "roles": pairs,
        "second_factor": one_of(
            f"{prefix}_SECOND_FACTOR", "own" if prefix == "LDAP" else "amr", {"amr", "trust", "own"}
        ),
    }


def secure_address(
    name: str, schemes: tuple[str, str] = ("https", "http"), *, encrypts_later: bool = False
) -> str:
    """Return an address of another server, "" where none is named; raises Misconfigured unless what is sent
    there is encrypted, at once or later (StartTLS), or stays on this machine."""
    raw = text(name)
    if not raw:
        return ""
    try:
        parts = urlsplit(raw)
        host = parts.hostname or ""
        good = parts.scheme in schemes and bool(host) and (parts.port or 1) > 0
        on_this_machine = host in {"localhost", "127.0.0.1", "::1"}
        good = good and (parts.scheme == schemes[0] or on_this_machine or encrypts_later)
    except ValueError:
        good = False
    if good:
        return raw
    raise Misconfigured(
        f"Biến {name}={raw!r} phải là địa chỉ {schemes[0]}://… ({schemes[-1]}:// chỉ dùng được trên chính"
        f" máy này).",
        f"{name}={raw!r} must be an address {schemes[0]}://… ({schemes[-1]}:// only on this very machine).",
    )


def saml_attributes() -> dict[str, list[str]]:
    """Return by which names a SAML provider may call what is read of a person: the named one, else those of
    ADFS, Keycloak and Shibboleth."""
    claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
    common = {
        "email": [
            f"{claims}/emailaddress",
            "urn:oid:0.9.2342.19200300.100.1.3",
            "urn:mace:dir:attribute-def:mail",
            "email",
            "mail",
        ],
        "username": [
            f"{claims}/upn",
            "urn:oid:0.9.2342.19200300.100.1.1",
            "urn:mace:dir:attribute-def:uid",
            "username",
            "uid",
        ],
        "full_name": [
            "http://schemas.microsoft.com/identity/claims/displayname",
            "urn:oid:2.16.840.1.113730.3.1.241",
            "urn:mace:dir:attribute-def:displayName",
            "displayName",
            "cn",
            f"{claims}/name",
        ],
    }
    return {
        part: [text(f"SAML_{part.upper()}")] if text(f"SAML_{part.upper()}") else names
        for part, names in common.items()
    }


def saml_provider() -> dict[str, str]:
    """Return where the SAML provider's metadata are, and its name; from a file they are read now. Raises
    Misconfigured."""
    named = text("SAML_METADATA")
    if "://" in named:
        return {"metadata_url": secure_address("SAML_METADATA"), "entity_id": text("SAML_ENTITY_ID")}
    try:
        found: ElementTree.Element = ElementTree.fromstring(Path(named).read_bytes())
        spaces = {"md": "urn:oasis:names:tc:SAML:2.0:metadata", "ds": "http://www.w3.org/2000/09/xmldsig#"}
        role = found.find(".//md:IDPSSODescriptor", spaces)
        certificate = role.find(".//ds:X509Certificate", spaces)
        redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
        place = role.find(f".//md:SingleSignOnService[@Binding='{redirect}']", spaces)
        return {
            "entity_id": found.attrib["entityID"],
            "x509cert": "".join(certificate.text.split()),
            "sso_url": place.attrib["Location"],
        }
    except (OSError, ElementTree.ParseError, AttributeError, KeyError, DefusedXmlException):
        raise Misconfigured(
            f"SAML_METADATA={named!r} không phải địa chỉ https:// hoặc tệp metadata của máy chủ SAML (có"
            " entityID, chứng thư ký, địa chỉ HTTP-Redirect).",
            f"SAML_METADATA={named!r} is neither an https:// address nor a file with a SAML provider's"
            f" metadata"
            " (entityID, a signing certificate, an HTTP-Redirect address).",
        ) from None


def database(name: str) -> dict[str, Any]:
    """Return Django's settings for the PostgreSQL address in a variable; raises Misconfigured for other
    databases and addresses that cannot be read."""
    url, example = text(name), f"{name}=postgresql://user:password@host:5432/name"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Misconfigured(
            f"Không đọc được {name} ({error}). Hãy ghi dạng {example}; mật khẩu có ký tự / @ : thì mã"
            " hoá phần trăm (%2F %40 %3A).",
            f"{name} cannot be read ({error}). Write {example}; percent-encode / @ : in a password (%2F"
            " %40 %3A).",
        ) from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Misconfigured(
            f"{name} bắt đầu bằng {parts.scheme!r}. Nền nếp chỉ chạy trên PostgreSQL: hãy ghi"
            f" {example}, hoặc bỏ biến này để dùng PostgreSQL đi kèm (dữ liệu trong thư mục var/).",
            f"{name} begins with {parts.scheme!r}. Nền nếp runs on PostgreSQL only: write {example}, "
            "or unset it to use the PostgreSQL that comes with the product (data in var/).",
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "nennep",
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or query.pop("port", "") or ""),
        "OPTIONS": query,
    }


def files(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Return the folder of uploaded files and Django's settings for their storage, as FILES_URL names it;
    raises Misconfigured. For a bucket, the folder is only where files would be without it."""
    try:
        found = filestore.store()
    except CannotStart as error:
        raise Misconfigured(*str(error).split("\n", 1)) from None
    if isinstance(found, filestore.Folder):
        return found.path, {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
        }
    return folder, {
        "BACKEND": "core.bucket.BucketStorage",
        "OPTIONS": {
            "access_key": found.key,
            "secret_key": found.secret,
            "bucket_name": found.name,
            "endpoint_url": found.endpoint,
            "region_name": found.region,
            "location": found.prefix,
            "verify": found.verify,
            "client_config": found.config(),
            "transfer_config": found.transfer(),
            "max_memory_size": 2_500_000,  # larger files go to a temporary file while they are handed out
        },
    }


def scanner(name: str) -> str:
    """Return the address of a clamd, or nothing; raises Misconfigured for what is neither tcp:// nor
    unix://."""
    raw = text(name)
    try:
        parts = urlsplit(raw)
        good = (
            not raw
            or (parts.scheme == "tcp" and bool(parts.hostname) and (parts.port or 1) > 0)
            or (parts.scheme == "unix" and parts.path.startswith("/"))
        )
    except ValueError:
        good = False
    if good:
        return raw
    raise Misconfigured(
        f"Biến {name}={raw!r} không phải địa chỉ của clamd. Ví dụ: {name}=unix:///run/clamav/clamd.ctl hoặc"
        f" {name}=tcp://127.0.0.1:3310",
        f"{name}={raw!r} is not an address of clamd. For example: {name}=unix:///run/clamav/clamd.ctl or"
        f" {name}=tcp://127.0.0.1:3310",
    )


@dataclasses.dataclass(frozen=True)
class Broker:
    """Redis or Valkey: one server, or several behind sentinels that say which of them is written to. `url`:
    the server's, without words of TLS; empty behind sentinels. `login`: of the servers. `tls`: of servers and
    sentinels, as the Redis client reads it; empty for none."""

    url: str
    tls: dict[str, Any] = dataclasses.field(default_factory=dict)
    sentinels: tuple[tuple[str, int], ...] = ()
    master: str = ""
    database: int = 0
    login: dict[str, str] = dataclasses.field(default_factory=dict)
    sentinel_login: dict[str, str] = dataclasses.field(default_factory=dict)

    @property
    def for_celery(self) -> str:
        """The address as Celery reads it."""
        if not self.sentinels:
            return self.url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
        user, password = (quote(self.login.get(name, ""), safe="") for name in ("username", "password"))
        who = f"{user}:{password}@" if self.login else ""
        return ";".join(f"sentinel://{who}{host}:{port}/{self.database}" for host, port in self.sentinels)

    @property
    def to_sentinels(self) -> dict[str, Any]:
        """How sentinels are reached: one that is away is passed over within a second."""
        waits = {"socket_connect_timeout": 1, "socket_timeout": 2}
        return waits | self.sentinel_login | ({"ssl": True} | self.tls if self.tls else {})

    @property
    def options(self) -> dict[str, Any]:
        """What Celery must know besides the address."""
        return {"master_name": self.master, "sentinel_kwargs": self.to_sentinels} if self.sentinels else {}

    @property
    def for_redbeat(self) -> dict[str, Any]:
        """Its settings, by their names after `redbeat_redis_`."""
        secure = self.tls or None  # an empty one would be taken for TLS
        if not self.sentinels:
            return {"url": self.url, "use_ssl": secure, "options": {"socket_connect_timeout": 5}}
        options = {
            "sentinels": list(self.sentinels),
            "service_name": self.master,
            "sentinel_kwargs": self.to_sentinels,
            "db": self.database,
            "socket_timeout": 5,
        }
        return {"url": "redis-sentinel://", "use_ssl": secure, "options": options | self.login}

    def client(self, seconds: float) -> "redis.Redis":
        """Return a client of the server that is written to, which waits so many seconds for an answer."""
        waits = {"socket_timeout": seconds, "socket_connect_timeout": seconds}
        if not self.sentinels:
            return redis.Redis.from_url(self.url, **self.tls, **waits)
        secure = {"ssl": True} | self.tls if self.tls else {}
        office: Any = Sentinel(self.sentinels, sentinel_kwargs=self.to_sentinels)  # type: ignore[no-untyped-call]
        found = office.master_for(self.master, db=self.database, **self.login, **secure, **waits)
        return cast("redis.Redis", found)


_TLS = {"ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_cert_reqs", "ssl_check_hostname"}


def broker(url: str) -> Broker:
    """Return the broker that a Redis address names; raises Misconfigured for anything that Celery, redbeat
    and the Redis client cannot all use."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    try:
        if parts.scheme == "sentinel":
            return _behind_sentinels(parts, query)
        if parts.scheme in {"redis", "unix"} and not query.keys() & _TLS:
            return Broker(url)
        if parts.scheme == "rediss":
            rest = urlencode({name: value for name, value in query.items() if name not in _TLS})
            return Broker(urlunsplit(parts._replace(query=rest)), tls=_tls(query))
    except ValueError:
        pass
    raise Misconfigured(
        f"REDIS_URL={url!r} không phải địa chỉ Redis hoặc Valkey. Hãy ghi REDIS_URL=redis://host:6379/0,"
        " rediss://:password@host:6379/0?ssl_ca_certs=/etc/ssl/ca.pem hoặc"
        " sentinel://:password@h1:26379,h2:26379,h3:26379/0?master=nennep (thêm tls=1, sentinel_password=…"
        " nếu có), hoặc bỏ biến này để dùng Valkey đi kèm.",
        f"REDIS_URL={url!r} is not a Redis or Valkey address. Write REDIS_URL=redis://host:6379/0,"
        " rediss://:password@host:6379/0?ssl_ca_certs=/etc/ssl/ca.pem or"
        " sentinel://:password@h1:26379,h2:26379,h3:26379/0?master=nennep (with tls=1, sentinel_password=…"
        " where these are used), or unset it to use the Valkey that comes with the product.",
    )


def _tls(query: dict[str, str]) -> dict[str, Any]:
    """Return the words of TLS; the server's certificate is checked unless the address says otherwise."""
    found: dict[str, Any] = {name: value for name, value in query.items() if name in _TLS}
    checked = {"required": ssl.CERT_REQUIRED, "optional": ssl.CERT_OPTIONAL, "none": ssl.CERT_NONE}
    wanted = found.get("ssl_cert_reqs", "required").lower().removeprefix("cert_")
    if wanted not in checked:
        raise ValueError(wanted)
    found["ssl_cert_reqs"] = checked[wanted]
    name = found.get("ssl_check_hostname", "true").lower() not in {"0", "false", "no"}
    found["ssl_check_hostname"] = name and wanted != "none"
    return found


def _behind_sentinels(parts: SplitResult, query: dict[str, str]) -> Broker:
    who, _, names = parts.netloc.rpartition("@")
    known = {"master", "tls", "sentinel_username", "sentinel_password"} | _TLS
    hosts = [urlsplit(f"//{name}") for name in names.split(",")]
    if not query.get("master") or query.keys() - known or not all(host.hostname for host in hosts):
        raise ValueError(parts.netloc)
    user, _, password = who.partition(":")
    login = {"username": unquote(user), "password": unquote(password)}
    return Broker(
        url="",
        tls=_tls(query) if query.get("tls") == "1" else {},
        sentinels=tuple((str(host.hostname), host.port or 26379) for host in hosts),
        master=query["master"],
        database=int(parts.path.strip("/") or 0),
        login={name: value for name, value in login.items() if value},
        sentinel_login={
            name: query[f"sentinel_{name}"]
            for name in ("username", "password")
            if f"sentinel_{name}" in query
        },
    )


def mail_server(url: str) -> dict[str, Any]:
    """Return Django's EMAIL_ settings for smtp://user:password@host:port?from=… (smtps:// for TLS from the
    start, ?starttls=1)."""
    example = "EMAIL_URL=smtp://user:password@host:587?starttls=1"
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port == -1:
        raise Misconfigured(
            f"EMAIL_URL không phải địa chỉ máy chủ thư. Hãy ghi {example}, hoặc bỏ biến này để thư nằm lại"
            " trong hộp thư nội bộ (var/mail).",
            f"EMAIL_URL is not a mail server's address. Write {example}, or unset it to keep mail in the"
            " local mailbox (var/mail).",
        )
    secure = parts.scheme == "smtps"
    starttls = dict(parse_qsl(parts.query)).get("starttls", "") in {"1", "true", "yes"}
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if secure else 587 if starttls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": starttls and not secure,
    }


def secret(path: Path) -> str:
    """Return SECRET_KEY, else the one kept in `path` (made once, readable by its owner only)."""
    named = text("SECRET_KEY")
    if named:
        if len(named) < 32:
            raise Misconfigured(
                "SECRET_KEY ngắn hơn 32 ký tự nên dễ đoán. Hãy bỏ biến này (khoá sẽ tự sinh và giữ trong"
                " var/secret) hoặc đặt chuỗi ngẫu nhiên dài hơn.",
                "SECRET_KEY is shorter than 32 characters and can be guessed. Unset it (a key is made and"
                " kept in var/secret) or set a longer random one.",
            )
        return named
    try:
        stored = path.read_text().strip()
        if stored:
            return stored
        path.unlink()
    except FileNotFoundError:
        pass
    except PermissionError:
        raise Misconfigured(
            f"Không đọc được {path}: tệp thuộc tài khoản khác. Hãy chạy bằng tài khoản đã chạy lần đầu, hoặc"
            " đổi chủ thư mục var/ (chown -R).",
            f"{path} cannot be read: it belongs to another account. Run as the account of the first run, or"
            " change the owner of var/ (chown -R).",
        ) from None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and linked into place: two processes that start together agree on one key.
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret-", delete=False) as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(file.name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(file.name)
    except PermissionError:
        raise Misconfigured(
            f"Không ghi được vào {path.parent}. Hãy cho tài khoản đang chạy quyền ghi thư mục này, hoặc đặt"
            " VAR_DIR tới thư mục ghi được.",
            f"{path.parent} cannot be written. Give the running account write access, or set VAR_DIR to a"
            " folder that can be written.",
        ) from None
    return path.read_text().strip()
