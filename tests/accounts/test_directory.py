"""Sign-in by LDAP, before a real slapd on loopback."""

import gc
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from accounts.enums import Role, SignInOutcome, SignInWay
from accounts.models import SignIn, User
from tests import factories
from tests.deploy.conftest import running
from tests.ports import free_port

# ldap3 leaves the connection to a server whose name does not fit to the collector.
_LEFT = pytest.mark.filterwarnings("ignore:unclosed <ssl:ResourceWarning")
pytestmark = [pytest.mark.django_db, pytest.mark.process, _LEFT]
BASE = "dc=tinh,dc=vn"
LOG_IN = "/tai-khoan/dang-nhap/"
LDIF = f"""
dn: {BASE}
objectClass: dcObject
objectClass: organization
o: Tỉnh
dc: tinh

dn: ou=nguoi,{BASE}
objectClass: organizationalUnit
ou: nguoi

dn: uid=an.nv,ou=nguoi,{BASE}
objectClass: inetOrgPerson
uid: an.nv
cn: Nguyễn Văn An
sn: An
mail: an@tinh.example
userPassword: mat-khau-cua-tinh

dn: uid=binh,ou=nguoi,{BASE}
objectClass: inetOrgPerson
uid: binh
cn: Bình
sn: Bình
userPassword: mat-khau-cua-tinh

dn: cn=van phong,ou=nguoi,{BASE}
objectClass: groupOfNames
cn: van phong
member: uid=an.nv,ou=nguoi,{BASE}

dn: ou=noi khac,{BASE}
objectClass: referral
objectClass: extensibleObject
ou: noi khac
ref: ldap://127.0.0.1:ELSEWHERE/ou=noi%20khac,{BASE}
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory) -> Iterator[SimpleNamespace]:
    """A directory with two people, one in a group, and a word that others are known elsewhere: `told` counts
    who went there."""
    slapd = shutil.which("slapd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/lib/openldap")
    if slapd is None:
        pytest.skip("NO SLAPD: sign-in by LDAP is not tested. As root on Debian: apt-get install slapd")
    folder = tmp_path_factory.mktemp("slapd")
    (folder / "data").mkdir()
    plain, secure = free_port(), free_port()
    visits: list[object] = []
    elsewhere = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_count, args=(elsewhere, visits), daemon=True).start()
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    named = ["-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key", "-out", folder / "crt"]
    subprocess.run([*made, *named], check=True, capture_output=True)
    config = folder / "slapd.conf"
    schemas = "\n".join(
        f"include /etc/ldap/schema/{name}.schema" for name in ("core", "cosine", "inetorgperson")
    )
    config.write_text(
        f"{schemas}\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile {folder}/pid\n"
        # What many directories do: a name without a password is let in, as nobody.
        "allow bind_anon_dn\n"
        f"TLSCertificateFile {folder}/crt\nTLSCertificateKeyFile {folder}/key\n"
        f'database mdb\nmaxsize 10485760\ndirectory {folder}/data\nsuffix "{BASE}"\n'
        f'rootdn "cn=admin,{BASE}"\nrootpw mat-khau-doc\n'
    )
    entries = folder / "entries.ldif"
    entries.write_text(LDIF.replace("ELSEWHERE", str(elsewhere.getsockname()[1])))
    adding = [slapd.replace("/slapd", "/slapadd"), "-f", str(config), "-l", str(entries)]
    subprocess.run(adding, check=True, capture_output=True)
    command = [slapd, "-f", str(config), "-d", "0"]
    command += ["-h", f"ldap://127.0.0.1:{plain} ldaps://127.0.0.1:{secure}"]
    with running(command, folder / "log", secure, dict(os.environ)):
        yield SimpleNamespace(plain=plain, secure=secure, ca=str(folder / "crt"), visits=visits)
    elsewhere.close()


def _count(line: socket.socket, visits: list[object]) -> None:
    while True:
        try:
            visits.append(line.accept())
        except OSError:
            return


@pytest.fixture(autouse=True)
def by_directory(settings, directory):
    rules = {"name": "Danh bạ", "match": "username", "create": False, "groups": "groups", "roles": []}
    settings.OUTSIDE = {"ldap": rules | {"second_factor": "own"}}
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "accounts.services.directory.DirectoryBackend",
    ]
    settings.LDAP_URL, settings.LDAP_CA = f"ldaps://localhost:{directory.secure}", directory.ca
    settings.LDAP_BASE, settings.LDAP_STARTTLS = BASE, False
    settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD = f"cn=admin,{BASE}", "mat-khau-doc"
    return settings


def log_in(client, name, password="mat-khau-cua-tinh"):
    return client.post(LOG_IN, {"login": name, "password": password})


def last():
    row = SignIn.objects.latest("pk")
    return row.outcome, row.way


def test_the_directorys_password_opens_the_account_of_the_name(client, directory):
    person = factories.UserFactory(username="an.nv", role=Role.LEADER)

    assert log_in(client, "an.nv").headers["Location"] == "/tong-quan/"
    assert last() == (SignInOutcome.ENTERED, SignInWay.LDAP)
    assert client.get("/tong-quan/").wsgi_request.user == person
    assert not directory.visits  # the password went nowhere else


def test_wrong_and_empty_passwords_open_nothing(client):
    factories.UserFactory(username="an.nv")

    assert log_in(client, "an.nv", "sai").status_code == 200
    assert last()[0] == SignInOutcome.WRONG_PASSWORD
    assert log_in(client, "an.nv", "").status_code == 200
    assert log_in(client, "an.nv", " ").status_code == 200
    for name in ("*", "an*", "an.nv)(uid=*", f"uid=an.nv,ou=nguoi,{BASE}"):
        assert log_in(client, name).status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_has_no_account_is_told_so_and_none_is_made(client):
    page = log_in(client, "binh").content.decode()

    assert "Chưa có tài khoản ở đây" in page
    assert last() == (SignInOutcome.NO_ACCOUNT, SignInWay.LDAP)
    assert not User.objects.exists()


def test_groups_of_the_directory_make_accounts_with_roles(client, by_directory):
    by_directory.OUTSIDE["ldap"] |= {"create": True, "roles": [("van phong", "staff")]}

    assert log_in(client, "an.nv").headers["Location"] == "/hom-nay/"
    made = User.objects.get()
    assert (made.full_name, made.email, made.role) == ("Nguyễn Văn An", "an@tinh.example", Role.STAFF)
    assert "chưa thuộc nhóm nào" in log_in(type(client)(), "binh").content.decode()


def test_starttls_is_used_and_an_unknown_certificate_is_not_trusted(client, by_directory, directory):
    factories.UserFactory(username="an.nv")
    by_directory.LDAP_URL, by_directory.LDAP_STARTTLS = f"ldap://localhost:{directory.plain}", True
    assert log_in(client, "an.nv").status_code == 302

    by_directory.LDAP_CA = ""
    stranger = type(client)()
    assert "không trả lời" in log_in(stranger, "an.nv").content.decode()
    assert last() == (SignInOutcome.AWAY, SignInWay.LDAP)
    by_directory.LDAP_CA = directory.ca
    by_directory.LDAP_URL = f"ldap://127.0.0.1:{directory.plain}"  # the certificate names localhost
    assert "không trả lời" in log_in(stranger, "an.nv").content.decode()
    gc.collect()


def test_the_emergency_administrator_comes_in_while_the_directory_is_away(client, by_directory):
    User.objects.create_superuser("cap-cuu", "", "mat-khau-thu")
    by_directory.LDAP_URL = f"ldaps://localhost:{free_port()}"

    assert log_in(client, "cap-cuu", "mat-khau-thu").status_code == 302


def test_a_password_that_was_given_here_is_not_asked_for(client):
    factories.UserFactory(username="an.nv", must_change_password=True)

    log_in(client, "an.nv")

    assert client.get("/can-xu-ly/").status_code == 200
