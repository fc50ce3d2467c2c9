"""What a user reads when the database is away."""

import psycopg
import pytest
from django.db import DataError, OperationalError
from django.db.utils import DatabaseErrorWrapper

from accounts.views.entrance import server_error
from core.errors import is_without_database
from tests.ports import free_port

PAGE = "http://localhost/hop/ghi-nhan/?a=1"


def raised(fail):
    with (
        pytest.raises(Exception) as failed,  # noqa: PT011  whichever it is
        DatabaseErrorWrapper(type("W", (), {"Database": psycopg, "errors_occurred": False})()),
    ):
        fail()
    return failed.value


def fails(error):
    def fail():
        raise error("x")

    return fail


def test_a_database_that_does_not_answer_is_told_with_what_to_do(rf):
    lost = raised(lambda: psycopg.connect(host="127.0.0.1", port=free_port(), connect_timeout=2))
    try:
        raise lost
    except OperationalError:
        answer = server_error(rf.post("/hop/ghi-nhan/", HTTP_HOST="localhost", HTTP_REFERER=PAGE))
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "Chưa kết nối được với cơ sở dữ liệu" in text
    assert f'href="{PAGE}"' in text


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (psycopg.errors.AdminShutdown, True),
        (psycopg.errors.CannotConnectNow, True),
        (psycopg.errors.TooManyConnections, True),
        (psycopg.InterfaceError, True),
        (psycopg.errors.LockNotAvailable, False),
        (psycopg.errors.DiskFull, False),
        (psycopg.errors.NumericValueOutOfRange, False),
    ],
)
def test_only_a_lost_database_is_one(error, away):
    assert is_without_database(raised(fails(error))) is away


def test_what_is_no_failure_of_the_database_is_none():
    assert not is_without_database(None)
    assert not is_without_database(DataError())
