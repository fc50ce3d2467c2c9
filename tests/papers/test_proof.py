"""The page behind a code: no account, code and number both typed, limits; what papers and prints bear."""

import datetime as dt

import pytest

from core import clock
from core.addresses import reverse
from papers.documents import drawing, pdf, printed, word
from papers.enums import Kind, State
from papers.models import Paper, Proof
from papers.services import proofs
from papers.views import proof as view
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 29, 9, tzinfo=clock.ZONE)
URL = "/xac-thuc/"


def numbered(**values):
    return factories.PaperFactory(term=factories.CommitteeTermFactory(), state=State.NUMBERED, **values)


@pytest.fixture
def paper():
    return factories.PaperFactory(
        kind=Kind.LETTER,
        term=factories.CommitteeTermFactory(),
        number=12,
        state=State.NUMBERED,
        title="đôn đốc",
    )


@pytest.fixture
def proof(paper):
    return proofs.issue(
        title="Công văn đôn đốc",
        number_line="Số 12-CV/VPTU",
        day=paper.dated_on,
        content=b"x",
        paper=paper,
        now=NOW,
        by=paper.created_by,
    )


def ask(client, code, number):
    return client.post(URL, {"ma": code, "so": number})


@pytest.mark.parametrize("number", ["12-CV/VPTU", "Số 12-CV/VPTU", " số 12 - cv / vptu"])
def test_code_and_number_together_say_which_paper(client, proof, number):
    for code in (proof.code, printed.spaced(proof.code), proof.code.lower()):
        page = ask(client, code, number)
        assert page.status_code == 200
        assert "còn giá trị" in page.content.decode()
        assert proof.sha256[:32] in page.content.decode()


@pytest.mark.parametrize("number", ["", "12", "13-CV/VPTU", "12-CV/VPT", "20/11/2026"])
def test_the_code_alone_or_with_another_number_says_nothing(client, proof, number):
    page = ask(client, proof.code, number)
    assert page.status_code == 422
    assert "Công văn đôn đốc" not in page.content.decode()


def test_a_guess_and_odd_input_say_nothing(client, proof):
    for code in ("ABCDE23456", "%", "x" * 20, "'--"):
        assert ask(client, code, "12-CV/VPTU").status_code == 422
    assert client.get(f"{URL}?ma={proof.code}").context["proof"] is None


@pytest.mark.parametrize("code", ["", "ABCDE23456"])
def test_a_question_without_an_answer_is_not_told_as_not_saved(client, code):
    text = ask(client, code, "12-CV/VPTU").content.decode()
    assert "data-errors" in text
    assert "Chưa lưu" not in text


def test_a_replaced_paper_stands_no_longer(client, proof, paper):
    Paper.objects.filter(pk=paper.pk).update(state=State.REPLACED)
    assert "đã có văn bản khác thay thế" in ask(client, proof.code, "12-CV/VPTU").content.decode()


def test_a_print_is_found_by_its_day(client):
    values = {"title": "Tóm tắt", "day": dt.date(2026, 11, 5), "content": b"x", "now": NOW}
    code = proofs.issue(**values, by=factories.UserFactory()).code
    for day in ("05/11/2026", "5/11/2026"):
        assert "bản in từ hệ thống" in ask(client, code, day).content.decode()
    assert ask(client, code, "06/11/2026").status_code == 422


def test_who_guesses_is_slowed(client, proof):
    for _time in range(view.PER_CODE.most):
        ask(client, proof.code, "99-CV/VPTU")
    assert ask(client, proof.code, "12-CV/VPTU").status_code == 429


@pytest.mark.parametrize("kind", [Kind.LETTER, Kind.MINUTES, Kind.PROGRAMME])
def test_word_and_pdf_bear_the_code_once_there_is_one(kind):
    draft = factories.PaperFactory(kind=kind)
    assert printed.content(draft)["proof"] is None
    fixed = numbered(kind=kind, number=1 if draft.document_type else None)
    values = {"title": "x", "day": fixed.dated_on, "content": b"x", "now": NOW, "by": fixed.created_by}
    made = proofs.issue(paper=fixed, **values)
    assert printed.spaced(made.code) in drawing.document_text(word.docx(fixed))
    assert printed.content(fixed)["proof"]["link"].endswith(f"{URL}?ma={made.code}")
    assert pdf.pdf(fixed).startswith(b"%PDF")


def test_the_brief_on_paper_has_one_code_however_often_it_is_printed(client):
    factories.ProvinceFactory()
    client.force_login(factories.UserFactory(role="staff"))
    for _time in range(2):
        assert client.get(reverse("desk:brief-pdf")).status_code == 200
    assert Proof.objects.get().title == "TÌNH HÌNH NỀN NẾP SINH HOẠT CỦA CÁC TỔ CHỨC ĐẢNG"
