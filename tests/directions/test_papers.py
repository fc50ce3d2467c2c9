"""The notice that passes a direction on."""

import datetime as dt

import pytest
import time_machine

from core import clock
from core.addresses import reverse
from delegations.enums import Duty
from delegations.models import Body, DutySuccession
from delegations.queries import successions
from directions.services import papers
from papers.documents import pdf, word
from papers.documents.drawing import document_text
from papers.enums import Kind
from papers.models import CommitteeTerm, Paper
from papers.services import numbers
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def direction(body_a):
    return factories.DirectionFactory(
        body=body_a,
        text="Họp trong tháng *này*.\nBáo cáo kết quả.",
        leader_name="Trần Văn Lãnh",
        leader_office="Phó Bí thư Tỉnh uỷ",
        given_on=dt.date(2026, 6, 5),
        due_on=dt.date(2026, 7, 1),
        urgency="urgent",
    )


def test_a_notice_says_to_whom_what_and_by_when(as_user, staff, leader, direction):
    url = f"/chi-dao/y-kien/{direction.code}/thong-bao/"
    assert as_user(leader).post(url).status_code == 403
    client = as_user(staff)
    assert client.get(url).status_code == 405
    answer = client.post(url)
    paper = Paper.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("desk:paper", args=[paper.pk]))
    assert client.post(url)["Location"] == answer["Location"], "an open draft is opened, not doubled"
    assert paper.kind == Kind.DIRECTION
    words = document_text(word.docx(paper)).replace("\u00a0", " ")
    for part in (
        "THÔNG BÁO",
        "ý kiến chỉ đạo của đồng chí Trần Văn Lãnh, Phó Bí thư Tỉnh uỷ đối với Đảng đoàn Hội A",
        "Ngày 05/6/2026, đồng chí Trần Văn Lãnh, Phó Bí thư Tỉnh uỷ có ý kiến chỉ đạo đối với Đảng đoàn Hội A"
        " (độ khẩn: khẩn) như sau:",
        "Họp trong tháng *này*.",
        "Báo cáo kết quả.",
        "Hạn thực hiện: chậm nhất ngày 01/7/2026.",
        "- Đồng chí Trần Văn Lãnh, Phó Bí thư Tỉnh uỷ (để b/c),",
        "- Đảng đoàn Hội A,",
    ):
        assert part in words
    assert pdf.pdf(paper).startswith(b"%PDF-")
    assert "Lập thông báo" in client.get(f"/chi-dao/y-kien/{direction.code}/").content.decode()


def test_what_was_asked_of_a_body_that_has_ended_is_told_to_who_took_over(staff, direction, body_a):
    later, last = factories.BodyFactory(name="Đảng uỷ B"), factories.BodyFactory(name="Đảng uỷ C")
    today = dt.date(2026, 11, 29)
    for old, new, day in ((body_a, later, dt.date(2026, 8, 1)), (later, last, dt.date(2026, 10, 1))):
        Body.objects.filter(pk=old.pk).update(ended_on=day - dt.timedelta(days=1))
        DutySuccession.objects.create(predecessor=old, successor=new, starts_on=day, duties=["tasks"])
    body_a.refresh_from_db()
    assert successions.holding(body_a, Duty.TASKS, on=dt.date(2026, 7, 31)) == body_a
    assert successions.holding(body_a, Duty.TASKS, on=dt.date(2026, 9, 1)) == later
    assert successions.holding(body_a, Duty.REPORTS, on=today) == body_a
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), clock.ZONE), tick=False):
        paper = papers.announce(direction=direction, now=clock.now(), by=staff)
    words = document_text(word.docx(paper))
    assert "thông báo để Đảng uỷ C (tiếp nhận nhiệm vụ của Đảng đoàn Hội A) biết" in words
    assert "- Đảng uỷ C," in words
    assert "có ý kiến chỉ đạo đối với Đảng đoàn Hội A" in words


def test_with_its_number_a_new_notice_may_be_begun(as_user, staff, direction):
    CommitteeTerm.objects.create(name="2025 – 2030", starts_on=dt.date(2025, 10, 8))
    url = f"/chi-dao/y-kien/{direction.code}/thong-bao/"
    as_user(staff).post(url)
    numbers.take(Paper.objects.get(), now=clock.now(), by=staff)
    as_user(staff).post(url)
    assert Paper.objects.filter(direction_notice__direction=direction).count() == 2


def test_a_secretary_of_another_body_sees_no_notice(as_user, staff, secretary_of_b, direction):
    as_user(staff).post(f"/chi-dao/y-kien/{direction.code}/thong-bao/")
    client = as_user(secretary_of_b)
    assert client.get(reverse("desk:paper", args=[Paper.objects.get().pk])).status_code == 404
    assert client.post(f"/chi-dao/y-kien/{direction.code}/thong-bao/").status_code == 404
