"""Every address of the product as every persona: nothing breaks, nobody reads or writes outside their
scope."""

import pytest
from django.db import connection
from django.test import Client

from accounts.enums import Area
from accounts.models import User
from desk.documents import help_places
from desk.views import readers
from tests import factories
from tests.worlds.addresses import Address
from tests.worlds.furnished import SECRET_A

pytestmark = pytest.mark.django_db

# Open to strangers on purpose: each says itself who it lets in.
OPEN = {
    "desk:manifest",  # what a browser sets the product up by: its name and emblem, nothing of the office
    "reminders:trial",  # says that a copy is on trial, to whoever stands at the entrance
    "account_login",
    "account_signup",
    "account_inactive",
    "account_logout",
    "account_left",  # says that the session is over, and where the provider's is ended
    "account_reauthenticate",
    "account_choose_password",  # the link of an invitation, good once: whoever has it has no password yet
    "mfa_authenticate",
    "choose_language",  # the log-in page offers English too
    "choose_theme",  # a look kept in the browser, nothing of the office
    "desk:feed",  # a private, revocable calendar address
    "papers:proof",  # behind the code on a paper: which one it is, by code and number together
    "directions:link",  # the same, about one direction
    "reminders:answer",  # the link in a mail: one purpose, one body, once
    "reminders:brief-stop",  # the link that ends the weekly brief
    "desk:alive",  # for a load balancer and a watchdog: they live, they can serve
    "desk:ready",
    "desk:metrics",  # for the office's monitoring, by token or from this machine
}
FINE = {200, 204, 302, 303, 403, 404, 405, 410, 422}


def is_open(address: Address) -> bool:
    return address.name in OPEN or address.name.startswith(
        "api:"
    )  # programs are told 401, not shown a form: tests/exchange/test_open_data.py


def wrong(client: Client, served: list[Address], method: str, allowed: set[int]) -> list[str]:
    found = []
    for address in served:
        answer = getattr(client, method)(address.path)
        if answer.status_code not in allowed:
            found.append(f"{method} {address.name} {address.path}: {answer.status_code}")
    return found


def test_every_address_is_crawled(served):
    assert len(served) > 100
    assert len([address for address in served if address.of_a]) > 40


PERSONAS = ["staff", "leader", "secretary_of_a", "secretary_of_b", "administrator", "reader_of_b"]


@pytest.mark.parametrize("persona", PERSONAS)
def test_reading_breaks_nothing_and_changes_nothing(request, as_user, served, persona):
    """The office reaches every record; for the secretary of another body A does not exist, and no page tells
    of it."""
    others = {"staff": {200, 302, 303, 405}, "secretary_of_b": {404, 405}, "reader_of_b": {404, 405}}
    of_a = others.get(persona, FINE)
    client, before = as_user(request.getfixturevalue(persona)), rows()
    broken, telling = [], []
    for address in served:
        answer = client.get(address.path)
        if answer.status_code not in (of_a if address.of_a else FINE):
            broken.append(f"{address.name} {address.path}: {answer.status_code}")
        if (
            answer.headers.get("Content-Type", "").startswith("text/html")
            and SECRET_A in answer.content.decode()
        ):
            telling.append(address.name)

    assert broken == []
    assert rows() == before
    assert persona not in {"secretary_of_b", "reader_of_b"} or telling == []


def test_the_secretary_of_another_body_writes_nothing(as_user, secretary_of_b, served):
    of_a = [address for address in served if address.of_a]

    assert wrong(as_user(secretary_of_b), of_a, "post", {404, 405}) == []


OWN = ("account_", "mfa_", "choose_")


@pytest.mark.parametrize("persona", ["reader_of_b", "reader_of_bodies"])
def test_a_reader_writes_nothing_anywhere(request, as_user, served, persona):
    client = as_user(request.getfixturevalue(persona))
    closed = [address for address in served if not is_open(address) and not address.name.startswith(OWN)]
    before = rows()

    assert wrong(client, closed, "post", {403, 404, 405}) == []
    assert rows() == before


def test_a_reader_reaches_the_chosen_parts_and_no_other(as_user, reader_of_bodies, served):
    client, reached = as_user(reader_of_bodies), set()
    for address in served:
        place = help_places.place_of(address.name)
        answer = client.get(address.path)
        assert answer.status_code < 500, address
        if is_open(address) or address.name.startswith(readers._OWN):
            continue
        if place is None or place.chapter != Area.BODIES:
            assert answer.status_code == 404, address
        elif answer.status_code == 200:
            reached.add(address.name)
    assert {"delegations:bodies", "delegations:body", "delegations:directory"} <= reached
    assert "Ghi cuộc họp" not in client.get("/to-chuc/DD-A/").content.decode()


def test_a_reader_of_a_kind_sees_the_bodies_founded_later(as_user, reader_of_bodies, body_a, body_b):
    reader_of_bodies.reads_all = False
    reader_of_bodies.save(update_fields=["reads_all"])
    client = as_user(reader_of_bodies)
    assert client.get("/to-chuc/DD-A/").status_code == 404

    reader_of_bodies.kinds.create(kind=body_a.kind)
    later = factories.BodyFactory(code="DD-MOI", kind=body_a.kind)
    assert client.get("/to-chuc/DD-A/").status_code == 200
    assert client.get(f"/to-chuc/{later.code}/").status_code == 200
    User.objects.filter(pk=reader_of_bodies.pk).update(is_active=False)
    reader_of_bodies.refresh_from_db()
    assert not reader_of_bodies.bodies_in_scope().exists()


def test_who_is_not_logged_in_reaches_only_the_entrance(client, served):
    closed = [address for address in served if not is_open(address)]

    assert wrong(client, closed, "post", {302, 404, 405}) == []
    for address in closed:
        answer = client.get(address.path)
        assert answer.status_code in {302, 404, 405}, address
        assert answer.status_code != 302 or answer.headers["Location"].startswith("/tai-khoan/"), address


def test_a_leader_changes_no_record(as_user, leader, served):
    client = as_user(leader)
    before = rows()

    assert (
        wrong(client, [address for address in served if address.of_a], "post", {302, 303, 403, 404, 405, 422})
        == []
    )
    assert rows() == before


FACTS = {"outbox", "delegations", "meetings", "reports", "obligations", "directions", "reviews", "accounts"}


def rows() -> dict[str, int]:
    """Return the number of rows of every table of facts and of every history. What was judged of other days
    is kept by reading, and is nobody's record."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in FACTS and not table.startswith("obligations_kept"):
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                counts[table] = cursor.fetchone()[0]
    return counts
