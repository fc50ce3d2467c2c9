"""A task or a submission that was deferred says so on its own pages, as its finding does."""

import datetime as dt
import re

import pytest

from core.addresses import reverse
from delegations.enums import Duty
from delegations.models import Body, DutySuccession
from obligations.models import Waiver
from tests import factories

pytestmark = pytest.mark.django_db


def deferred(body, rule: str, subject: str, until: dt.date) -> None:
    granted_on = dt.date(2026, 5, 2)
    Waiver.objects.create(
        body=body, rule=rule, subject=subject, granted_on=granted_on, until=until, reason="Chờ hướng dẫn"
    )


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (dt.date(2026, 12, 31), "được miễn, hoãn đến 31/12/2026"),
        (dt.date(2026, 11, 20), "đã được hoãn đến 20/11/2026"),
    ],
)
def test_a_task_that_was_deferred_says_so_wherever_it_stands(until, words, body_a, staff, as_user, today):
    meeting = factories.MeetingFactory(body=body_a, held_on=dt.date(2026, 3, 1))
    task = factories.TaskFactory(
        body=body_a, meeting=meeting, given_on=meeting.held_on, due_on=dt.date(2026, 5, 1)
    )
    deferred(body_a, "action-overdue", task.code, until)
    client = as_user(staff)
    for address in (
        reverse("meetings:tasks"),
        reverse("meetings:task", args=[task.code]),
        reverse("meetings:page", args=[meeting.code]),
    ):
        page = client.get(address).content.decode()
        assert words in page, address
        assert "quá hạn 206 ngày" not in page


@pytest.mark.parametrize(
    ("until", "words"),
    [(None, "chậm 25 ngày"), (dt.date(2026, 5, 20), "chậm 6 ngày"), (dt.date(2026, 6, 1), "")],
)
def test_a_task_done_late_says_how_late(until, words, body_a, staff, as_user, today):
    task = factories.TaskFactory(
        body=body_a,
        given_on=dt.date(2026, 3, 1),
        due_on=dt.date(2026, 5, 1),
        done_on=dt.date(2026, 5, 26),
    )
    if until:
        deferred(body_a, "action-overdue", task.code, until)
    page = as_user(staff).get(reverse("meetings:task", args=[task.code])).content.decode()
    assert "xong ngày 26/05/2026" in page
    assert words in page
    assert ("chậm" in page) == bool(words)


def test_a_submission_that_was_deferred_says_so(body_a, staff, as_user, today):
    one = factories.SubmissionFactory(
        body=body_a, recorded_on=dt.date(2026, 3, 1), promised_on=dt.date(2026, 5, 1)
    )
    deferred(body_a, "submission-overdue", one.code, dt.date(2026, 12, 31))
    for address in (reverse("reports:submissions"), reverse("reports:submission", args=[one.code])):
        page = as_user(staff).get(address).content.decode()
        assert "được miễn, hoãn đến 31/12/2026" in page, address
        assert "quá hẹn" not in page


def test_a_report_that_was_deferred_says_so_on_the_board(body_a, body_b, province, staff, as_user, today):
    regime = factories.ReportRegimeFactory(code="BC-QUY", rhythm="quarter", starts_on=dt.date(2025, 1, 1))
    for rule, subject in (("annual-report-missing", "2025"), ("report-missing", "BC-QUY/2026-Q2")):
        deferred(body_a, rule, subject, dt.date(2026, 12, 31))
    for query in ("?ky=2025", f"?che_do={regime.code}&ky=2026-Q2"):
        page = " ".join(as_user(staff).get(reverse("reports:board") + query).content.decode().split())
        assert page.count("được miễn, hoãn đến 31/12/2026") == 1, query
        assert page.count("Chưa nộp, quá hạn") == 2, "in the tiles, and of the other body"
        assert len(re.findall(r"text-danger\W+hạn [\d/]+, quá hạn \d", page)) == 1, "the other body's is late"
        assert "quá hạn mà chưa nộp hoặc bị trả lại 1." in page
        tiles = dict(re.findall(r"nn-tile [^>]*?tinh_trang=([a-z-]+)[^>]*> *<b>(\d+)</b>", page))
        assert (tiles["missing"], tiles["deferred"]) == ("1", "1")


def test_a_returned_report_that_was_deferred_says_so_everywhere(body_a, province, staff, as_user, today):
    deferred(body_a, "annual-report-missing", "2025", dt.date(2026, 12, 31))
    days = {"submitted_on": dt.date(2026, 1, 5), "returned_on": dt.date(2026, 1, 9)}
    report = factories.ReportFactory(body=body_a, year=2025, period="2025", **days)
    for address in (
        reverse("reports:board") + "?ky=2025",
        reverse("reports:list"),
        reverse("reports:page", args=[report.pk]),
        reverse("reports:panel", args=[body_a.code]),
    ):
        assert "được miễn, hoãn đến 31/12/2026" in as_user(staff).get(address).content.decode(), address
    secretary = factories.UserFactory(role="secretary", bodies=[body_a])
    page = as_user(secretary).get("/hom-nay/").content.decode()
    assert reverse("reports:receive_again", args=[report.pk]) not in page


def test_a_returned_report_stands_alike_on_the_board_and_everywhere_else(
    body_a, province, staff, as_user, today
):
    """Deferred from its day on; of a body that ended long ago followed no more."""
    deferred(body_a, "annual-report-missing", "2025", dt.date(2026, 12, 31))
    days = {"submitted_on": dt.date(2026, 1, 5), "returned_on": today}
    report = factories.ReportFactory(body=body_a, year=2025, period="2025", **days)
    addresses = reverse("reports:board") + "?ky=2025", reverse("reports:page", args=[report.pk])
    for address in (*addresses, reverse("reports:list")):  # it is due again in some days
        page = as_user(staff).get(address).content.decode().partition("<main")[2]
        assert "Bị trả lại" in page, address
        assert "được miễn, hoãn" not in page, address
    secretary = factories.UserFactory(role="secretary", bodies=[body_a])
    assert (
        reverse("reports:receive_again", args=[report.pk])
        in as_user(secretary).get("/hom-nay/").content.decode()
    )
    Body.objects.filter(pk=body_a.pk).update(ended_on=dt.date(2026, 6, 30))
    for address in addresses:
        page = (
            as_user(staff).get(f"{address}{'&' if '?' in address else '?'}ngay=2027-06-01").content.decode()
        )
        assert "không theo dõi nữa" in page, address


def test_a_report_that_came_by_the_day_until_which_it_was_deferred_is_not_late(
    body_a, province, staff, as_user, today
):
    deferred(body_a, "annual-report-missing", "2025", dt.date(2026, 5, 20))
    report = factories.ReportFactory(body=body_a, period="2025", submitted_on=dt.date(2026, 5, 18))
    for address in (
        reverse("reports:board") + "?ky=2025",
        reverse("reports:list"),
        reverse("reports:page", args=[report.pk]),
    ):
        page = as_user(staff).get(address).content.decode()
        assert "18/05/2026" in page
        assert "nộp chậm" not in page.replace("nộp chậm 0", ""), address


def test_a_waiver_says_nothing_of_who_took_the_ended_bodys_duties_over(body_a, body_b, staff, as_user, today):
    """The rule asks the waivers of the body that answers now; the task's own pages do too."""
    factories.ProvinceFactory()
    task = factories.TaskFactory(body=body_a, given_on=dt.date(2026, 3, 1), due_on=dt.date(2026, 5, 1))
    deferred(body_a, "action-overdue", task.code, dt.date(2026, 12, 31))
    Body.objects.filter(pk=body_a.pk).update(ended_on=dt.date(2026, 6, 30))
    DutySuccession.objects.create(
        predecessor=body_a, successor=body_b, starts_on=dt.date(2026, 7, 1), duties=list(Duty.values)
    )
    client = as_user(staff)
    for address in (
        reverse("meetings:tasks") + "?tinh_trang=overdue",
        reverse("meetings:task", args=[task.code]),
    ):
        page = client.get(address).content.decode()
        assert task.code in page
        assert "được miễn, hoãn" not in page.partition("<main")[2].replace("<option", "")
        assert "quá hạn 206 ngày" in page, address


@pytest.mark.parametrize(("until", "listed"), [(dt.date(2026, 12, 31), False), (dt.date(2026, 11, 20), True)])
def test_what_is_deferred_is_not_among_what_is_overdue(until, listed, body_a, staff, as_user, today):
    task = factories.TaskFactory(body=body_a, given_on=dt.date(2026, 3, 1), due_on=dt.date(2026, 5, 1))
    one = factories.SubmissionFactory(
        body=body_a, recorded_on=dt.date(2026, 3, 1), promised_on=dt.date(2026, 5, 1)
    )
    deferred(body_a, "action-overdue", task.code, until)
    deferred(body_a, "submission-overdue", one.code, until)
    for address, code in ((reverse("meetings:tasks"), task.code), (reverse("reports:submissions"), one.code)):
        for state, expected in (("overdue", listed), ("", True)):
            page = as_user(staff).get(address, {"tinh_trang": state}).content.decode()
            assert (code in page) == expected, (address, state)
