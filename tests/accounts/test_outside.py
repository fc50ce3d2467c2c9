"""Who comes in by the province's own accounts: whose account that is, with which role, and who does not."""

import pytest

from accounts.enums import Role, SignInOutcome, SignInWay
from accounts.models import BodyGrant, User
from accounts.services import outside, providers
from accounts.services.outside import Asserted, NotAdmitted
from config import env
from tests import factories

pytestmark = pytest.mark.django_db
GROUPS = [
    ("van phong", "staff"),
    ("lanh dao", "leader"),
    ("thu ky", "secretary"),
    ("quan tri", "administrator"),
]
RULES = {
    "name": "Cổng",
    "match": "email",
    "create": False,
    "groups": "groups",
    "roles": [],
    "second_factor": "amr",
}


@pytest.fixture(autouse=True)
def provider(settings):
    settings.OUTSIDE = {"oidc": dict(RULES), "ldap": RULES | {"match": "username"}}
    return settings.OUTSIDE["oidc"]


def told(groups=(), **changes):
    about = {"username": "an.nv", "full_name": "Nguyễn Văn An", "email": "an@tinhmau.example", **changes}
    return Asserted(way=SignInWay.OIDC, groups=outside.group_names(list(groups)), **about)


def refusal(asserted, **more):
    with pytest.raises(NotAdmitted) as caught:
        outside.admit(asserted, **more)
    return caught.value.outcome


def test_the_account_of_a_vouched_address_is_opened_and_none_is_made(staff):
    User.objects.filter(pk=staff.pk).update(email="An@TinhMau.example")

    assert outside.admit(told()) == staff
    assert refusal(told(email="la@tinhmau.example")) == SignInOutcome.NO_ACCOUNT
    assert refusal(told(email="")) == SignInOutcome.NO_ACCOUNT  # not vouched for
    assert User.objects.count() == 1


def test_an_address_of_two_accounts_is_of_neither(staff, leader):
    User.objects.update(email="an@tinhmau.example")

    assert refusal(told()) == SignInOutcome.NO_ACCOUNT


def test_the_account_made_on_the_command_line_is_opened_by_no_provider():
    emergency = User.objects.create_superuser("quantri", "an@tinhmau.example", "mat-khau-thu")

    assert refusal(told()) == SignInOutcome.NO_ACCOUNT
    assert refusal(told(), bound=emergency) == SignInOutcome.NO_ACCOUNT


def test_the_same_subject_stays_whatever_it_is_called_later(staff):
    assert outside.admit(told(email="moi@tinhmau.example", username="khac"), bound=staff) == staff


def test_a_stopped_account_stays_stopped(staff):
    User.objects.update(email="an@tinhmau.example", is_active=False)

    assert refusal(told()) == SignInOutcome.STOPPED


def test_groups_give_the_role_and_who_is_in_none_stays_out(provider, secretary_of_a):
    provider["roles"] = GROUPS
    User.objects.update(email="an@tinhmau.example")

    assert refusal(told(["Kế toán"])) == SignInOutcome.NO_GROUP
    assert outside.admit(told(["Lanh Dao"])).role == Role.LEADER
    assert not BodyGrant.objects.exists()  # what a secretary was granted goes with the role
    assert outside.admit(told(["CN=Van phong,OU=Nhóm,DC=tinh"])).role == Role.STAFF


def test_an_account_is_made_only_where_the_setting_says_so(provider):
    provider.update(roles=GROUPS, create=True)

    made = outside.admit(told(["van phong"]))
    assert (made.username, made.full_name, made.role) == ("an.nv", "Nguyễn Văn An", Role.STAFF)
    assert not made.has_usable_password()
    # The name of somebody who is here already is never taken over.
    factories.UserFactory(username="binh", email="khac@tinhmau.example")
    taken = told(["van phong"], username="BINH", email="binh@tinhmau.example")
    assert refusal(taken) == SignInOutcome.NO_ACCOUNT


def test_a_wrong_group_does_not_take_the_last_administrator_away(provider, administrator):
    provider["roles"] = GROUPS
    User.objects.update(email="an@tinhmau.example")

    assert outside.admit(told(["van phong"])).role == Role.ADMINISTRATOR


@pytest.mark.parametrize(
    ("rule", "methods", "seen"),
    [
        ("amr", ["pwd"], False),
        ("amr", ["pwd", "otp"], True),
        ("amr", ["mfa"], True),
        ("own", ["mfa"], False),
        ("trust", [], True),
    ],
)
def test_a_second_factor_seen_elsewhere_counts_as_the_setting_says(provider, rule, methods, seen):
    provider["second_factor"] = rule

    assert outside.shows_second_factor(SignInWay.OIDC, methods) is seen


def test_two_answers_about_two_people_are_none():
    token = {"sub": "1", "amr": ["otp"], "email": "a@b.vn"}

    assert providers._claims(SignInWay.OIDC, {"id_token": token, "userinfo": {"sub": "2"}})[0] is None
    claims, methods = providers._claims(SignInWay.OIDC, {"id_token": token, "userinfo": {"sub": "1"}})
    assert (claims, methods) == ({"sub": "1", "amr": ["otp"], "email": "a@b.vn"}, ["otp"])


def test_only_administrators_have_a_password_here_where_the_office_says_so(
    client, settings, staff, administrator
):
    settings.LOCAL_SIGN_IN, settings.OUTSIDE = "administrators", {}
    address = "/tai-khoan/dang-nhap/"

    refused = client.post(address, {"login": staff.username, "password": "mat-khau-thu"})
    assert "tài khoản của tỉnh" in refused.content.decode()
    assert client.post(address, {"login": "quantri", "password": "mat-khau-thu"}).status_code == 302


def test_settings_that_cannot_be_used_are_refused_in_words(monkeypatch):
    roles = {"staff", "leader"}
    monkeypatch.setenv("OIDC_ROLES", "CN=Văn phòng,DC=tinh=staff; lãnh đạo=leader")
    pairs = [("cn=văn phòng,dc=tinh", "staff"), ("lãnh đạo", "leader")]
    assert env.sign_in_rules("OIDC", roles)["roles"] == pairs
    monkeypatch.setenv("OIDC_ROLES", "Văn phòng=sếp")
    with pytest.raises(env.Misconfigured, match="OIDC_ROLES"):
        env.sign_in_rules("OIDC", roles)
    monkeypatch.delenv("OIDC_ROLES")
    monkeypatch.setenv("OIDC_CREATE", "1")
    with pytest.raises(env.Misconfigured, match="OIDC_CREATE=1 cần OIDC_ROLES"):
        env.sign_in_rules("OIDC", roles)
    monkeypatch.setenv("LDAP_URL", "ldap://danh-ba.tinh.example")
    with pytest.raises(env.Misconfigured, match="ldaps://"):
        env.secure_address("LDAP_URL", ("ldaps", "ldap"))
    assert env.secure_address("LDAP_URL", ("ldaps", "ldap"), encrypts_later=True)
