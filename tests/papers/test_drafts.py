"""Drafts: two editors, facts brought up to date, what is fixed with a number, replacement."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction

from core import clock
from core.errors import Refused
from papers.blocks import Block, as_json
from papers.enums import Kind, Profile, State
from papers.models import NumbersUsed, Paper
from papers.services import drafts, frames, numbers, proofs
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 29, 9, tzinfo=clock.ZONE)
FACTS = [Block("paragraph", "Có 5 tổ chức.", key="opening"), Block("paragraph", "Có 2 việc.", key="due")]


@pytest.fixture
def by():
    return factories.UserFactory(full_name="Lê Thị Thử")


@pytest.fixture
def paper(by):
    return drafts.start(
        kind=Kind.REPORT,
        title="tình hình",
        frame=factories.FRAME,
        blocks=FACTS,
        dated_on=dt.date(2026, 11, 29),
        now=NOW,
        by=by,
    )


def save(paper, by, **values):
    values = {
        "title": paper.title,
        "frame": paper.frame,
        "blocks": paper.as_blocks(),
        "dated_on": paper.dated_on,
        "version": paper.version,
    } | values
    return drafts.save(paper, **values, now=NOW + dt.timedelta(minutes=5), by=by)


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(paper, by):
    save(paper, by, title="của người thứ nhất")
    with pytest.raises(drafts.Changed) as refused:
        save(paper, factories.UserFactory(), title="của người thứ hai")
    assert "Lê Thị Thử đã lưu dự thảo này lúc 09:05 29/11/2026" in refused.value.message
    assert refused.value.stored.title == Paper.objects.get().title == "của người thứ nhất"


def test_storing_what_is_stored_makes_no_version(paper, by):
    assert save(paper, by).version == 1


def test_fresh_facts_leave_what_a_person_wrote(paper, by):
    save(
        paper,
        by,
        blocks=[Block("paragraph", "Lời người.", key="opening"), FACTS[1], Block("paragraph", "Thêm.")],
    )
    now = [Block("paragraph", "Có 6 tổ chức.", key="opening"), Block("paragraph", "Có 3 việc.", key="due")]
    fresh, kept = drafts.refresh(paper, blocks=now, now=NOW, by=by)
    assert [block.text for block in fresh.as_blocks()] == ["Lời người.", "Có 3 việc.", "Thêm."]
    assert [(one.text, fact.text) for one, fact in kept] == [("Lời người.", "Có 6 tổ chức.")]


def test_the_day_settles_the_standard_of_form(paper, by):
    assert paper.profile == Profile.HD05_2026
    assert save(paper, by, dated_on=dt.date(2026, 5, 26)).profile == Profile.HD36_2018


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": "(Mật)"}, "độ mật"),
        ({"blocks": [Block("paragraph", "TỐI MẬT")]}, "độ mật"),
        ({"blocks": [Block("table", rows=(("a",), ("Tuyệt mật",)))]}, "độ mật"),
        ({"frame": {"script": 1}}, "Thể thức"),
        ({"blocks": [Block("paragraph", "x" * 20_001)]}, "quá dài"),
    ],
)
def test_what_no_paper_holds_is_refused(paper, by, values, words):
    with pytest.raises(Refused, match=words):
        save(paper, by, **values)


def test_numbers_run_by_type_series_and_term(paper, by):
    term = factories.CommitteeTermFactory()
    NumbersUsed.objects.create(term=term, document_type="BC", number=41)
    assert numbers.next_for(paper) == 42
    assert numbers.take(paper, now=NOW, by=by).number == 42
    body = factories.PaperFactory(kind=Kind.MINUTES, series="DD-A")
    assert numbers.take(body, now=NOW, by=by).number == 1
    other = factories.PaperFactory()
    with pytest.raises(Refused, match="Số 42 đã cấp"):
        numbers.take(other, number=42, now=NOW, by=by)
    with pytest.raises(Refused, match="Số 41 đã dùng"):
        numbers.take(other, number=41, now=NOW, by=by)
    assert numbers.take(other, number=50, now=NOW, by=by).number == 50


def test_without_a_term_there_is_no_number_but_a_kind_without_numbers_is_fixed(paper, by):
    with pytest.raises(Refused, match="Chưa khai nhiệm kỳ"):
        numbers.take(paper, now=NOW, by=by)
    fixed = numbers.take(factories.PaperFactory(kind=Kind.PROGRAMME), now=NOW, by=by)
    assert (fixed.state, fixed.number) == (State.NUMBERED, None)


def test_after_its_number_nothing_of_a_paper_changes(paper, by):
    factories.CommitteeTermFactory()
    taken = numbers.take(paper, now=NOW, by=by)
    with pytest.raises(Refused, match="đã có số"):
        save(taken, by, title="khác")
    with pytest.raises(Refused, match="đã có số"):
        drafts.discard(taken, by=by)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Paper.objects.filter(pk=taken.pk).update(blocks=as_json([Block("paragraph", "khác")]))
    taken.refresh_from_db()
    assert len(taken.sha256) == 64


def test_a_paper_that_replaces_another_ends_it_with_its_own_number(paper, by):
    factories.CommitteeTermFactory()
    old = numbers.take(paper, now=NOW, by=by)
    new = drafts.replace(old, dated_on=dt.date(2026, 12, 1), now=NOW, by=by)
    old.refresh_from_db()
    assert (old.state, new.blocks) == (State.NUMBERED, old.blocks)
    with pytest.raises(Refused, match="thay thế"):
        drafts.replace(old, dated_on=dt.date(2026, 12, 1), now=NOW, by=by)
    numbers.take(new, now=NOW, by=by)
    old.refresh_from_db()
    assert (old.state, new.number or 2) == (State.REPLACED, 2)


def test_a_print_of_the_same_content_has_one_code(by):
    values = {"title": "Tóm tắt", "day": dt.date(2026, 11, 29), "now": NOW, "by": by}
    first = proofs.issue(content=b"a", **values)
    assert proofs.issue(content=b"a", **values) == first
    assert proofs.issue(content=b"b", **values) != first


def test_the_frame_of_the_office_has_the_committee_of_its_province():
    frame = frames.of_office(province="tỉnh Mẫu", addressees=["Đảng đoàn A"])
    assert (frame["superior"], frame["addressees"], frame["second"]) == ("TỈNH UỶ MẪU", ["Đảng đoàn A"], None)
    assert frame["recipients"][-1] == "Lưu Văn phòng Tỉnh uỷ."
