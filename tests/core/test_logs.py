"""A line of the log: whose request or job, how long, and nothing that must not be there."""

import io
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any

import pghistory
import pytest
import structlog
from django.db import connection
from django.test import Client

from config.celery import forget_the_job, name_the_job
from core import logs
from core.logs import JsonFormatter, PlainFormatter
from obligations.tasks import sweep

NUMBER = re.compile(r"[0-9a-f]{16}")


@pytest.fixture
def lines(caplog):
    """Return a function that gives what was logged since, as JSON."""
    caplog.set_level(logging.INFO, logger="nennep.request")
    sink = logging.StreamHandler(io.StringIO())
    sink.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(sink)
    yield lambda: [json.loads(line) for line in sink.stream.getvalue().splitlines()]
    root.removeHandler(sink)


@pytest.mark.django_db
def test_a_request_is_one_line_with_a_number_that_the_answer_bears(as_user, staff, lines):
    answer = as_user(staff).get("/to-chuc/?q=h%E1%BB%99i")

    (line,) = [one for one in lines() if one["logger"] == "nennep.request"]
    assert NUMBER.fullmatch(answer["X-Request-ID"])
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["method"], line["path"], line["status"], line["user"]) == ("GET", "/to-chuc/", 200, staff.pk)
    assert line["ms"] >= 0
    assert "hội" not in json.dumps(line, ensure_ascii=False)
    assert staff.username not in json.dumps(line)


@pytest.mark.django_db
def test_all_lines_of_a_request_have_its_number(client, lines):
    answer = client.get("/khong-co/")

    assert {one["request_id"] for one in lines()} == {answer["X-Request-ID"]}
    assert {one["logger"] for one in lines()} == {"django.request", "nennep.request"}


@pytest.mark.django_db
def test_a_secret_is_in_no_line_and_leaves_json_whole(client, lines):
    client.get("/nhac-viec/tra-loi/abcDEF123:456/")
    try:
        raise ValueError('"GET /nhac-viec/tra-loi/abcDEF123:456/"')
    except ValueError:
        logging.getLogger("x").exception('the address "/nhac-viec/tra-loi/abcDEF123:456/"')

    told = lines()
    assert len(told) == 3
    assert "abcDEF123" not in json.dumps(told)
    assert "Traceback" in told[-1]["exception"]


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [("127.0.0.1", "from-the-proxy-1", True), ("", "from-nobody-12", False), ("127.0.0.1", "x" * 65, False)],
)
@pytest.mark.django_db
def test_only_a_trusted_proxy_numbers_a_request(settings, proxies, given, kept):
    settings.TRUSTED_PROXIES = [ip_network(proxies)] if proxies else []

    answer = Client().get("/song/", headers={"X-Request-ID": given})

    assert (answer["X-Request-ID"] == given) is kept


@pytest.mark.django_db
def test_what_machines_ask_is_untold(client, lines):
    client.get("/song/")

    assert lines() == []


def test_a_job_tells_which_it_is(lines):
    name_the_job(task_id="abc-1", task=sweep)
    logging.getLogger("x").warning("one")
    forget_the_job()
    logging.getLogger("x").warning("two")

    first, second = lines()
    assert (first["job_id"], first["job"]) == ("abc-1", "obligations.tasks.sweep")
    assert "job_id" not in second


def test_a_line_for_people_ends_with_the_number():
    formatter = PlainFormatter("%(message)s%(number)s")
    record = logging.LogRecord("x", logging.INFO, "x", 1, "nói", None, None)
    forget_the_job()
    assert formatter.format(record) == "nói"
    name_the_job(task_id="abc-1", task=sweep)
    assert formatter.format(record) == "nói [abc-1]"
    forget_the_job()


@pytest.mark.django_db
def test_the_page_of_a_fault_tells_its_number(monkeypatch, as_user, staff):
    client = as_user(staff)
    client.raise_request_exception = False
    monkeypatch.setattr("django.core.handlers.base.BaseHandler._get_response", _fail)

    answer = client.get("/tim/")

    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.text


def _fail(handler, request):
    raise RuntimeError("fault")


@pytest.mark.django_db
def test_a_slow_statement_is_told_by_its_request_and_without_its_values(
    settings, tmp_path, caplog, as_user, administrator
):
    settings.SLOW_STATEMENT_MS, settings.SLOW_STATEMENTS = 40, tmp_path / "slow"
    structlog.contextvars.bind_contextvars(request_id="so-cua-yeu-cau")
    with connection.execute_wrapper(logs._timed), connection.cursor() as cursor:
        cursor.execute("SELECT 'Trần Thị Mẫu', %s, pg_sleep(0.05)", ["Nguyễn Văn Mẫu"])
        cursor.execute("SELECT 1")

    told = [record.getMessage() for record in caplog.records if record.name == "nennep.slow"]
    assert len(told) == 1
    assert "SELECT '?', %s, pg_sleep" in told[0]
    assert "Mẫu" not in told[0] + settings.SLOW_STATEMENTS.read_text()
    line = logs.slow_statements(10)[0]
    assert (line["of"], line["ms"] >= 40) == ("so-cua-yeu-cau", True)
    page = as_user(administrator).get("/quan-tri/tinh-trang/").content.decode()
    assert "so-cua-yeu-cau" in page
    structlog.contextvars.clear_contextvars()


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "is_timed"), [(0, False), (1000, True)])
def test_nothing_is_timed_where_it_is_switched_off(settings, limit, is_timed):
    settings.SLOW_STATEMENT_MS = limit
    fresh = SimpleNamespace(execute_wrappers=[])

    logs.watch_statements(fresh)
    logs.watch_statements(fresh)

    assert fresh.execute_wrappers == [logs._timed] * is_timed


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_opens_within_a_history_s_block_is_timed_after_it_and_writes(settings):
    """As in the first request of a web process's thread: a block that leaves takes its own wrapper away."""
    settings.SLOW_STATEMENT_MS = 600_000

    def work() -> list[Any]:
        try:
            with pghistory.context(user=1), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            after = list(connection.execute_wrappers)
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return after
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result() == [logs._timed]
