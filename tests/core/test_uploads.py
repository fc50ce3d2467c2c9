"""A chosen file outlives the error of another field, for its own session and form alone."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock, uploads
from core.addresses import reverse
from reports.models import Report, ReportFile

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def vault(vault):
    return vault / uploads.FOLDER


def chosen(name: str = "bao-cao.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def handle_in(page: str) -> str:
    found = re.search(r'name="upload-giu" value="([^"]+)"', page)
    return found[1] if found else ""


TYPED = {
    "period": "2025",
    "number": "01-BC/ĐĐ",
    "submitted_on": "15/1/2026",
    "political_results": "",
    "personnel_results": "",
}


def receive(client, body, **changes):
    return client.post(reverse("reports:receive") + f"?to-chuc={body.code}", TYPED | changes)


def test_a_chosen_file_waits_for_the_next_try_and_is_kept_with_the_report(staff, as_user, body_a, vault):
    client = as_user(staff)
    page = receive(client, body_a, submitted_on="", upload=chosen(), not_secret="on").content.decode()
    assert "bao-cao.pdf" in page
    assert len(list(vault.iterdir())) == 1

    again = receive(
        client, body_a, submitted_on="32/1/2026", not_secret="on", **{"upload-giu": handle_in(page)}
    ).content.decode()
    assert handle_in(again) == handle_in(page)
    answer = receive(client, body_a, not_secret="on", **{"upload-giu": handle_in(again)})

    assert answer.status_code == 303
    stored = ReportFile.objects.get()
    assert (stored.name, stored.report) == ("bao-cao.pdf", Report.objects.get())
    assert stored.size == len(PDF)


def test_a_waiting_file_may_be_taken_away_or_joined_by_another(staff, as_user, body_a):
    client = as_user(staff)
    handle = handle_in(
        receive(client, body_a, submitted_on="", upload=chosen(), not_secret="on").content.decode()
    )

    assert receive(client, body_a, **{"upload-giu": handle, "upload-bo": handle}).status_code == 303
    assert not ReportFile.objects.exists()
    receive(
        client,
        body_a,
        period="2024",
        upload=chosen("moi.pdf", PDF + b"%"),
        not_secret="on",
        **{"upload-giu": handle},
    )
    assert set(ReportFile.objects.values_list("name", flat=True)) == {"bao-cao.pdf", "moi.pdf"}


def test_where_one_file_is_asked_for_the_one_chosen_last_counts():
    new = chosen("moi.pdf")
    assert (
        uploads.ChosenFileInput().value_from_datadict({"upload-giu": "x"}, {"upload": new}, "upload") is new
    )


def test_a_handle_counts_in_no_other_session_and_on_no_other_form(staff, as_user, body_a):
    handle = handle_in(
        receive(as_user(staff), body_a, submitted_on="", upload=chosen(), not_secret="on").content.decode()
    )

    receive(as_user(staff), body_a, not_secret="on", **{"upload-giu": handle})
    assert Report.objects.count() == 1
    assert not ReportFile.objects.exists()
    assert uploads.waiting("khong:phai") is None


@pytest.mark.parametrize(
    "sent",
    [
        {"upload": chosen(), "submitted_on": ""},  # nobody said that it is no secret
        {"upload": chosen("bao-cao.exe", b"MZ"), "not_secret": "on"},  # refused itself
    ],
)
def test_what_may_not_be_kept_does_not_wait_either(sent, staff, as_user, body_a, vault):
    answer = receive(as_user(staff), body_a, **sent)
    assert answer.status_code == 422
    assert not Report.objects.exists()
    assert not handle_in(answer.content.decode())
    assert not vault.exists()


def test_the_job_clears_what_waited_longer_than_a_session(staff, as_user, body_a, vault):
    receive(as_user(staff), body_a, submitted_on="", upload=chosen(), not_secret="on")
    now = dt.datetime.fromtimestamp(next(vault.iterdir()).stat().st_mtime, clock.ZONE)

    assert uploads.clear(now=now + uploads.LASTS - dt.timedelta(minutes=1)) == 0
    assert uploads.clear(now=now + uploads.LASTS + dt.timedelta(minutes=1)) == 1
    assert not list(vault.iterdir())
