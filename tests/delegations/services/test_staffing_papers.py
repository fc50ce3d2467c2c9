"""Papers about the strength of a body: what they say, who begins them, where no name is typed none stands."""

import datetime as dt

import pytest

from core import clock
from core.addresses import reverse
from core.errors import Refused
from delegations.services import staffing_papers
from papers.documents import pdf, word
from papers.documents.drawing import document_text
from papers.models import Paper
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def strength(body_a):
    """A secretary, a deputy whose term ends in a month, and a vacant seat of a member."""
    factories.ProvinceFactory()
    seats = {
        role: factories.SeatFactory(body=body_a, code=f"A-{role}", role=role)
        for role in ("secretary", "deputy", "member")
    }
    for role, name, ends_on in (
        ("secretary", "Nguyễn Văn Bí", None),
        ("deputy", "Lê Thị Phó", clock.today() + dt.timedelta(30)),
    ):
        factories.MembershipFactory(
            seat=seats[role], person=factories.PersonFactory(full_name=name), ends_on=ends_on
        )
    return seats


def test_a_proposal_lists_what_is_vacant_and_what_ends(as_user, staff, secretary_of_a, body_a, strength):
    client = as_user(secretary_of_a)
    answer = client.post("/to-chuc/DD-A/to-trinh-kien-toan/")
    paper = Paper.objects.get()
    assert answer["Location"] == reverse("desk:paper", args=[paper.pk])
    assert client.post("/to-chuc/DD-A/to-trinh-kien-toan/")["Location"] == answer["Location"]
    words = document_text(word.docx(paper))
    for part in (
        "TỜ TRÌNH",
        "về việc kiện toàn Đảng đoàn Hội A",
        "Kính trình: Ban Thường vụ Tỉnh uỷ",
        "có 2/3 vị trí có người giữ; khuyết 1 vị trí, 1 vị trí sắp hết thời hạn giữ chức vụ",
        "Uỷ viên",
        "đồng chí Lê Thị Phó giữ đến",
        "BÍ THƯ",
        "Nguyễn Văn Bí",
        "ĐẢNG ĐOÀN HỘI A",
    ):
        assert part in words
    assert paper.series == "DD-A"
    assert pdf.pdf(paper).startswith(b"%PDF-")


def test_a_decision_is_drafted_without_a_name(as_user, staff, secretary_of_a, body_a, strength):
    url = f"/to-chuc/DD-A/vi-tri/{strength['member'].pk}/du-thao-quyet-dinh/"
    assert as_user(secretary_of_a).post(url).status_code == 403
    page = as_user(staff).get("/to-chuc/DD-A/").content.decode()
    assert url in page
    as_user(staff).post(url)
    paper = Paper.objects.get()
    words = document_text(word.docx(paper))
    for part in (
        "QUYẾT ĐỊNH",
        "về việc chỉ định Uỷ viên Đảng đoàn Hội A",
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "- Xét đề nghị của Đảng đoàn Hội A,",
        "BAN THƯỜNG VỤ TỈNH UỶ QUYẾT ĐỊNH:",
        "Điều 1. Chỉ định đồng chí …",
        "T/M BAN THƯỜNG VỤ",
        "TỈNH UỶ MẪU",
    ):
        assert part in words
    assert "Nguyễn Văn Bí" not in words
    assert (paper.series, paper.frame["superior"]) == ("TU", "")


def test_a_body_at_full_strength_has_nothing_to_propose(body_b, staff):
    factories.MembershipFactory(seat=factories.SeatFactory(body=body_b))
    with pytest.raises(Refused, match="chưa cần kiện toàn"):
        staffing_papers.propose(body=body_b, now=clock.now(), by=staff)
