"""The sample province against the findings worked out apart from any product code."""

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from obligations.models import Sweep
from obligations.queries import findings

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
HEAD, *LINES = (SAMPLE / "expected-findings.csv").read_text(encoding="utf-8").splitlines(keepends=True)
LINES_OF_2026 = (SAMPLE / "expected-2026.csv").read_text(encoding="utf-8").splitlines(keepends=True)[1:]
DAYS = sorted({line.split(",")[0] for line in LINES})

pytestmark = pytest.mark.django_db


def check_line_for_line(lines, capfd):
    capfd.readouterr()
    for day in sorted({line.split(",")[0] for line in lines}):
        call_command("judge", "--on", day, "--format", "csv")
        assert capfd.readouterr().out == HEAD + "".join(line for line in lines if line.startswith(day))
    assert not Sweep.objects.exists()


def test_the_sample_gives_the_expected_findings_line_for_line(sample, capfd):
    check_line_for_line(LINES, capfd)


def test_the_sample_of_2026_gives_the_expected_findings_line_for_line(sample_of_2026, capfd):
    assert len(LINES_OF_2026) == 1293
    check_line_for_line(LINES_OF_2026, capfd)


@pytest.mark.parametrize("province", ["sample", "sample_of_2026"])
def test_stored_spans_give_the_expected_findings_of_every_day(province, request):
    """Swept once: what holds on each day is what that day's lines say."""
    request.getfixturevalue(province)
    lines = LINES if province == "sample" else LINES_OF_2026
    days = sorted({line.split(",")[0] for line in lines})
    call_command("refresh_flags", "--on", days[-1])
    for day in days:
        rows = findings.on_day(dt.date.fromisoformat(day)).values_list(
            "body__code", "rule", "subject", "status", "due_on", "severity"
        )
        found = sorted(
            ",".join([day, *(str(value) if value else "" for value in row)]) + "\n" for row in rows
        )
        assert found == sorted(line for line in lines if line.startswith(day))


def test_one_body_as_json_carries_evidence_and_law(sample, capfd):
    capfd.readouterr()
    call_command("judge", "--on", "2026-11-23", "--body", "DD-HND", "--format", "json")
    printed = json.loads(capfd.readouterr().out)
    assert printed["on"] == "2026-11-23"
    rows = [
        row
        for row in csv.DictReader(LINES, HEAD.strip().split(","))
        if row["on"] == "2026-11-23" and row["body"] == "DD-HND"
    ]
    assert [
        (finding["rule"], finding["subject"], finding["due_on"] or "") for finding in printed["findings"]
    ] == [(row["rule"], row["subject"], row["due_on"]) for row in rows]
    assert all(finding["evidence"] for finding in printed["findings"])


def test_as_text_the_findings_are_in_the_offices_words(sample, capfd):
    capfd.readouterr()
    call_command("judge", "--on", "2026-11-23", "--body", "DD-HND")
    printed = capfd.readouterr().out
    assert printed.startswith("Phát hiện ngày 23/11/2026\n\nDD-HND\n")
    assert "Quá hạn họp định kỳ" in printed or "Thiếu quy chế phối hợp" in printed
    assert printed.rstrip().splitlines()[-1].startswith("Tổng số: ")


@pytest.mark.parametrize("text", ["23/11/2026", "2026-13-01", "2026-02-30", "hôm nay", "20261123"])
def test_a_day_that_cannot_be_read_is_refused_in_words(text):
    with pytest.raises(CommandError, match=r"không phải là ngày.*2026-11-23"):
        call_command("judge", "--on", text)


def test_an_unknown_body_is_refused_with_the_known_ones(sample):
    with pytest.raises(CommandError, match=r"Không có tổ chức đảng nào có mã DD-XYZ.*DD-HND"):
        call_command("judge", "--on", "2026-11-23", "--body", "DD-XYZ")


def test_a_day_before_the_first_law_names_each_body_and_fails(sample, capfd):
    with pytest.raises(SystemExit) as stopped:
        call_command("judge", "--on", "1999-01-01")
    assert stopped.value.code == 1
    assert "DD-HND" in capfd.readouterr().err


def test_refreshing_says_what_was_done(sample, capfd):
    capfd.readouterr()
    call_command("refresh_flags", "--on", "2026-11-23")
    assert re.match(r"Đã rà soát ngày 23/11/2026: 12/12 tổ chức, [1-9]\d+ thay đổi, ", capfd.readouterr().out)
    call_command("refresh_flags", "--on", "2026-11-23", "--everything")
    assert "12/12 tổ chức, 0 thay đổi" in capfd.readouterr().out
