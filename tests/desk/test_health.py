"""What a load balancer asks: the process lives, the process can serve."""

import os

import pytest
from django.db import connection
from django.test import Client

from config import env


def test_the_process_lives_without_asking_the_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = Client().get("/song/")

    assert (answer.status_code, answer.content) == (200, b"song\n")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.broker
@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="REDIS_URL names no server")
@pytest.mark.django_db
def test_it_can_serve(client):
    answer = client.get("/san-sang/")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": True, "broker": True, "disk": True, "files": True}


@pytest.mark.django_db
def test_without_a_broker_it_serves_and_says_so(client, settings):
    settings.REDIS = env.broker("redis://127.0.0.1:1/0")

    answer = client.get("/san-sang/")

    assert answer.status_code == 200
    assert answer.json()["broker"] is False


@pytest.fixture
def no_database(transactional_db):
    """The server of the database answers at no port."""
    before = connection.settings_dict["PORT"], connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["PORT"], connection.settings_dict["HOST"] = "1", "127.0.0.1"
    yield
    connection.close()
    connection.settings_dict["PORT"], connection.settings_dict["HOST"] = before


def test_without_the_database_it_sends_people_elsewhere(no_database):
    answer = Client().get("/san-sang/")

    assert answer.status_code == 503
    assert answer.json()["ready"] is False
    assert Client().get("/song/").status_code == 200


def test_a_machine_beside_it_asks_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/song/").status_code == 200
    assert client.get("/hom-nay/").status_code == 301
