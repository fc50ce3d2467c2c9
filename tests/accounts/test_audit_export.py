"""The log of changes as a file that somebody else checks, with the program that they check it with."""

import datetime as dt
import importlib.util
import io
import json

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from accounts.services import audit_export
from core import clock
from core.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db
_spec = importlib.util.spec_from_file_location(
    "verify_audit", settings.BASE_DIR / "deploy" / "verify_audit.py"
)
checker = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(checker)
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def lines(monkeypatch, tmp_path, administrator) -> list[bytes]:
    """The file of a day, of what was written before that day was over."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    factories.UserFactory.create_batch(3)
    User.objects.filter(pk=administrator.pk).update(full_name="Quản trị đổi tên")
    return written(administrator).splitlines(keepends=True)


def written(by) -> bytes:
    # The database has a clock of its own, which no test moves.
    now, target = clock.now(), io.BytesIO()
    with time_machine.travel(now + dt.timedelta(days=1)):
        audit_export.write(target, first=now.date(), last=now.date(), by=by)
    return target.getvalue()


def test_a_file_is_whole_and_the_same_days_come_out_the_same(lines, administrator):
    changes, head, signer = checker.check(iter(lines))

    assert changes == len(lines) - 3
    told = [json.loads(line) for line in lines[1:-2]]
    assert ("accounts_user", "update", "Quản trị đổi tên") in [
        (one["table"], one["change"], one["values"].get("full_name")) for one in told
    ]
    assert "argon2" not in b"".join(lines).decode()  # no password, not even its digest
    again = written(administrator).splitlines(keepends=True)
    assert checker.check(iter(again), signer, head) == (changes, head, signer)


def altered(lines):
    yield "changed", [*lines[:2], lines[2].replace(b'"insert"', b'"update"'), *lines[3:]]
    yield "removed", [*lines[:2], *lines[3:]]
    yield "reordered", [lines[0], lines[2], lines[1], *lines[3:]]
    yield "added", [*lines[:2], lines[1], *lines[2:]]
    yield "cut", lines[:-1]
    yield "cut with the end", [*lines[:-3], lines[-1]]
    yield "end changed", [*lines[:-2], lines[-2].replace(b'"end": true', b'"end": 1'), lines[-1]]
    yield "went on", [*lines, lines[-1]]
    yield "rubbish", [b"\xff\n", *lines]
    closing = json.loads(lines[-1])
    forged = closing | {
        "signature": closing["signature"][:-2] + ("00" if closing["signature"][-2:] != "00" else "01")
    }
    yield "signature", [*lines[:-1], json.dumps(forged).encode()]


def test_what_was_altered_is_found(lines):
    for what, file in altered(lines):
        with pytest.raises(checker.Broken):
            pytest.fail(f"{what}: {checker.check(iter(file))}")


def test_a_chain_made_anew_by_somebody_else_is_of_another_signer_and_head(lines):
    signer = checker.check(iter(lines))[2]

    with pytest.raises(checker.Broken, match="khoá ký"):
        checker.check(iter(lines), signer="00" * 32)
    with pytest.raises(checker.Broken, match="mã cuối"):
        checker.check(iter(lines), signer, head="00" * 32)


def test_days_that_are_not_over_are_refused(today, administrator):
    for first, last, words in [
        (today, today, "đã qua"),
        (today, today - dt.timedelta(days=1), "Ngày đầu sau"),
        (today - dt.timedelta(days=500), today - dt.timedelta(days=1), "nhiều nhất 400 ngày"),
    ]:
        with pytest.raises(Refused, match=words):
            audit_export.check_period(first, last, today=today)


def test_an_administrator_takes_the_file_from_the_page_and_others_have_no_such_page(
    today, as_user, administrator, leader, monkeypatch, tmp_path
):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    client = as_user(administrator)
    assert "01/11/2026" in client.get("/quan-tri/nhat-ky/xuat/").content.decode()

    answer = client.post("/quan-tri/nhat-ky/xuat/", {"tu_ngay": "1/11/2026", "den_ngay": "22/11/2026"})
    content = b"".join(answer.streaming_content)
    assert "nhat-ky-20261101-20261122.jsonl" in answer.headers["Content-Disposition"]
    assert checker.check(iter(content.splitlines(keepends=True)))[0] == content.count(b"\n") - 3

    assert (
        "đã qua"
        in client.post(
            "/quan-tri/nhat-ky/xuat/", {"tu_ngay": "1/11/2026", "den_ngay": "23/11/2026"}
        ).content.decode()
    )
    assert client.get("/quan-tri/nhat-ky/xuat/verify_audit.py").content.startswith(b"#!/usr/bin/env python3")
    assert as_user(leader).get("/quan-tri/nhat-ky/xuat/").status_code == 404
    assert as_user(leader).get("/quan-tri/nhat-ky/xuat/verify_audit.py").status_code == 404


def test_the_command_writes_it_and_the_program_reads_it(db, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    file = tmp_path / "nhat-ky.jsonl"

    call_command("export_audit", str(file), "--from", DAY.isoformat(), "--to", DAY.isoformat())
    assert checker.main([str(file)]) == 0
    assert "ĐÚNG / WHOLE: 0" in capsys.readouterr().out
    file.write_bytes(file.read_bytes().replace(b"2026-11-20", b"2026-11-19", 1))
    assert checker.main([str(file)]) == 1
    assert checker.main([str(tmp_path / "khong-co")]) == 2
    with pytest.raises(CommandError):
        call_command("export_audit", str(file))
