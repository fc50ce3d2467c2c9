"""What a regime asks is reminded of, answered, urged and cleared like any duty."""

import datetime as dt
import json
import re

import pytest
from django.test import Client

from core import clock
from obligations.queries import findings
from obligations.services import judging
from reminders.documents import links
from reminders.models import Answer
from reminders.services import letters, planning
from reports.models import Report
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    """A commune committee that a quarterly regime asks, whose quarter ended 25 days ago, due in 10 days."""
    factories.ProvinceFactory(tracking_from=dt.date(2026, 1, 1))
    kind = factories.BodyKindFactory(name="Đảng uỷ xã", level="commune")
    regime = factories.ReportRegimeFactory(
        code="BC-QUY", name="Báo cáo quý", starts_on=dt.date(2026, 1, 1), reference="Quy chế 40-QC/TU"
    )
    regime.kinds.set([kind])
    return factories.BodyFactory(code="DU-1", name="Đảng uỷ xã Mẫu", kind=kind, email="du1@tinhmau.example")


def judged(on: dt.date):
    judging.sweep(on=on, at=clock.now())
    return [row for row in findings.listing(on).rows if row.rule == "report-missing"]


def test_the_mail_names_the_report_its_article_and_a_link_that_clears_it(body, as_user, staff):
    today = clock.today()
    assert judged(today)
    mail = next(one for one in planning.prepare(today).mails if one.address == body.email)
    text = " ".join(mail.rendered.text.split())
    for words in ("Chưa nhận được Báo cáo quý", "Quy chế 40-QC/TU", "Đảng uỷ xã Mẫu"):
        assert words in text, text
    secrets = re.findall(r"/nhac-viec/tra-loi/([^\s)/]+)/", mail.rendered.text)
    secret = next(one for one in secrets if links.read(one, today=today).rule == "report-missing")
    url = f"/nhac-viec/tra-loi/{secret}/"
    page = Client().get(url).content.decode()
    assert "Số ký hiệu báo cáo" in page
    left = len(judged(today))
    data = {
        "kind": "report",
        "given_by": "Văn phòng Đảng uỷ",
        "done_on": f"{today:%d/%m/%Y}",
        "number": "9-BC/ĐU",
    }
    assert Client().post(url, data).status_code == 200
    as_user(staff).post(f"/nhac-viec/de-nghi/{Answer.objects.get().pk}/nhan/")
    assert Report.objects.get().regime.code == "BC-QUY"
    assert len(judged(today)) == left - 1


def test_a_letter_urges_what_a_regime_asks(body, staff):
    today = clock.today()
    late = [row for row in judged(today) if row.days_late(today) >= 30]
    assert {row.flag_id for row in late} <= {row.flag_id for row in letters.candidates(today)}
    letter = letters.draft(
        flag_ids=[late[0].flag_id],
        dated_on=today,
        deadline_on=today + dt.timedelta(days=15),
        together=True,
        now=clock.now(),
        by=staff,
    )[0]
    assert "Báo cáo quý" in json.dumps(letter.paper.blocks, ensure_ascii=False)
