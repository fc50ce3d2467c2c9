"""Letters that urge: their words, their numbers, their form."""

import datetime as dt
import io
import threading
import zipfile

import pytest
from django.db import connection
from docx import Document
from openpyxl import load_workbook

from core import clock
from core.errors import Refused
from delegations.models import CadenceDecision
from reminders.documents import letters as documents
from reminders.models import CommitteeTerm, Letter, LetterHead
from reminders.queries import letters as letter_queries
from reminders.services import letters
from tests import factories

pytestmark = pytest.mark.django_db


def ago(days):
    return clock.today() - dt.timedelta(days=days)


@pytest.fixture
def term(db):
    return CommitteeTerm.objects.create(name="2025 – 2030", starts_on=dt.date(2025, 10, 8))


@pytest.fixture
def draft(staff):
    def make(*flags, dated_on=None, together=True):
        dated_on = dated_on or clock.today()
        return letters.draft(
            flag_ids=[flag.pk for flag in flags],
            dated_on=dated_on,
            deadline_on=dated_on + dt.timedelta(days=15),
            together=together,
            now=clock.now(),
            by=staff,
        )

    return make


def text(content):
    document = Document(io.BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(paragraph.text for holder in [*cells, document] for paragraph in holder.paragraphs)


def test_what_is_thirty_days_late_waits_for_a_letter_until_it_has_one(body_a, body_b, flag, draft):
    late = flag(body_a, due_on=ago(30), opened_at=clock.now())
    flag(body_b, due_on=ago(29), opened_at=clock.now())
    assert [row.flag_id for row in letters.candidates(clock.today())] == [late.pk]
    draft(late)
    assert letters.candidates(clock.today()) == []


def test_a_letter_dated_back_urges_nothing_that_came_later(body_a, flag, draft):
    late = flag(body_a, due_on=ago(30))
    with pytest.raises(Refused, match="chưa có vào ngày công văn") as refused:
        draft(late, dated_on=ago(30))
    assert refused.value.field == "dated_on"
    assert draft(late, dated_on=ago(29))
    quorum = flag(body_a, rule="quorum-failed", subject="H-1", due_on=None)
    quorum.evidence = {"meeting": {"held_on": str(ago(5))}}
    quorum.save()
    with pytest.raises(Refused, match="chưa có vào ngày công văn"):
        draft(quorum, dated_on=ago(6))


def test_several_bodies_share_one_letter_or_get_one_each(body_a, body_b, flag, draft):
    flags = [flag(body_a), flag(body_a, rule="understaffed", subject="VT-1"), flag(body_b)]
    (together,) = draft(*flags)
    assert together.content["addressees"] == ["Đảng đoàn Hội A;", "Đảng đoàn Hội B."]
    assert together.subject == "V/v đôn đốc thực hiện chế độ sinh hoạt, báo cáo và kiện toàn tổ chức"
    each = draft(*flags, together=False)
    assert [one.content["addressees"] for one in each] == [["Đảng đoàn Hội A."], ["Đảng đoàn Hội B."]]
    assert [one.flags.count() for one in each] == [2, 1]
    assert each[1].subject == "V/v đôn đốc khắc phục việc quá hạn họp định kỳ"


def test_numbers_run_on_within_a_term_and_restart_at_01_with_the_next(body_a, flag, draft, term, staff):
    found = flag(body_a)
    first, second, third = (draft(found)[0] for _number in range(3))
    assert [letters.take_number(letter, by=staff).number for letter in (first, second)] == [1, 2]
    term.ends_on = ago(1)
    term.save()
    CommitteeTerm.objects.create(name="2030 – 2035", starts_on=clock.today())
    third = letters.take_number(third, by=staff)
    assert (third.number, third.term.name) == (1, "2030 – 2035")
    assert letters.printed(third)["number"] == "Số 01-CV/VPTU"


def test_an_office_that_begins_mid_term_goes_on_from_its_last_number(body_a, flag, draft, term, staff):
    CommitteeTerm.objects.update(numbers_used=126)
    assert letters.take_number(draft(flag(body_a))[0], by=staff).number == 127


def test_a_number_is_taken_once_and_not_without_a_term(body_a, flag, draft, staff):
    (letter,) = draft(flag(body_a))
    with pytest.raises(Refused, match="Chưa khai nhiệm kỳ"):
        letters.take_number(letter, by=staff)
    CommitteeTerm.objects.create(name="2025 – 2030", starts_on=dt.date(2025, 10, 8))
    letters.take_number(letter, by=staff)
    with pytest.raises(Refused, match="đã có số"):
        letters.take_number(letter, by=staff)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_a_number_at_once_get_two(body_a, flag, staff, draft):
    CommitteeTerm.objects.create(name="2025 – 2030", starts_on=dt.date(2025, 10, 8))
    found = flag(body_a)
    made = [draft(found)[0] for _number in range(4)]

    def take(letter):
        letters.take_number(letter, by=staff)
        connection.close()

    threads = [threading.Thread(target=take, args=(letter,)) for letter in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("day", "profile", "words"),
    [
        (dt.date(2026, 5, 26), "HD36_2018", "ngày 26 tháng 5 năm 2026"),
        (dt.date(2026, 5, 27), "HD05_2026", "ngày 27 tháng 5 năm 2026"),
        (dt.date(2026, 2, 5), "HD36_2018", "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 12, 1), "HD05_2026", "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_the_day_decides_the_form(day, profile, words):
    assert documents.profile_on(day) == profile
    assert documents.long_date(day) == words


@pytest.mark.parametrize("profile", ["HD36_2018", "HD05_2026"])
def test_the_word_file_has_the_parts_of_a_party_letter(body_a, body_b, flag, draft, term, staff, profile):
    LetterHead.objects.create(
        pk=1,
        superior="Tỉnh uỷ Mẫu",
        place="Mẫu",
        authority="K/T CHÁNH VĂN PHÒNG",
        office="PHÓ CHÁNH VĂN PHÒNG",
        signer="Lê Thị Thử",
    )
    letter = letters.take_number(draft(flag(body_a), flag(body_b))[0], by=staff)
    content = documents.docx(letters.printed(letter), documents.FOLDER / f"{profile}.docx")
    found = text(content)
    for words in (
        "TỈNH UỶ MẪU",
        "VĂN PHÒNG",
        "Số 01-CV/VPTU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"Mẫu, {documents.long_date(clock.today())}",
        "Kính gửi:",
        "- Đảng đoàn Hội A;",
        "- Đảng đoàn Hội B.",
        "Chế độ sinh hoạt định kỳ 3 tháng một lần",
        "trước ngày",
        "Nơi nhận",
        "- Như trên,",
        "- Lưu Văn phòng Tỉnh uỷ.",
        "K/T CHÁNH VĂN PHÒNG",
        "PHÓ CHÁNH VĂN PHÒNG",
        "Lê Thị Thử",
    ):
        assert words in found
    assert "{" not in found
    assert "Cộng hoà" not in found
    section = Document(io.BytesIO(content)).sections[0]
    assert [
        round(side.mm)
        for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ] == [20, 20, 30, 15]


def test_the_words_of_a_record_cannot_break_the_word_file(body_a, flag, draft):
    body_a.name = "Hội <A> & {{ B }} {% for %}"
    body_a.save()
    (letter,) = draft(flag(body_a))
    content = documents.docx(letters.printed(letter), documents.FOLDER / "HD05_2026.docx")
    assert "Hội <A> & {{ B }} {% for %}." in text(content)


def test_the_pdf_is_made_with_tinos_and_has_the_words(body_a, flag, draft):
    (letter,) = draft(flag(body_a))
    content = documents.pdf(letters.printed(letter), letter.profile)
    assert content.startswith(b"%PDF-")
    assert b"Tinos" in content


def test_a_letter_from_finding_to_number_on_screen(as_user, staff, body_a, body_b, flag, term):
    first, second = flag(body_a, due_on=ago(40)), flag(body_b, due_on=ago(40))
    browser = as_user(staff)
    assert "2 việc đã đến bậc lập công văn" in browser.get("/nhac-viec/cong-van/").content.decode()
    page = browser.get("/nhac-viec/cong-van/lap/").content.decode()
    assert page.count("checked") == 2
    data = {
        "dated_on": f"{clock.today():%d/%m/%Y}",
        "deadline_on": f"{clock.today() + dt.timedelta(days=10):%d/%m/%Y}",
        "together": "1",
    }
    assert browser.post("/nhac-viec/cong-van/lap/", data).status_code == 422
    assert browser.post("/nhac-viec/cong-van/lap/", data | {"flags": ["999999"]}).status_code == 422
    assert (
        browser.post("/nhac-viec/cong-van/lap/", data | {"flags": [first.pk, second.pk]}).status_code == 303
    )
    letter = Letter.objects.get()
    assert browser.post(f"/nhac-viec/cong-van/{letter.pk}/lay-so/").status_code == 303
    page = browser.get(f"/nhac-viec/cong-van/{letter.pk}/").content.decode()
    assert "Số 01-CV/VPTU" in page
    word = browser.get(f"/nhac-viec/cong-van/{letter.pk}/docx/")
    assert zipfile.is_zipfile(io.BytesIO(word.content))
    assert word["Content-Disposition"] == 'attachment; filename="cong-van-1.docx"'
    assert browser.get(f"/nhac-viec/cong-van/{letter.pk}/pdf/").content.startswith(b"%PDF")
    assert browser.get(f"/nhac-viec/cong-van/{letter.pk}/exe/").status_code == 404


def test_terms_do_not_overlap(as_user, staff, term):
    browser = as_user(staff)
    data = {"name": "2030 – 2035", "starts_on": "01/01/2030", "ends_on": "", "numbers_used": "0"}
    assert browser.post("/nhac-viec/cong-van/nhiem-ky/them/", data).status_code == 422
    term.ends_on = dt.date(2029, 12, 31)
    term.save()
    assert browser.post("/nhac-viec/cong-van/nhiem-ky/them/", data).status_code == 303


def test_the_head_of_the_letters_is_the_offices_own(as_user, staff):
    data = {
        "superior": "Tỉnh uỷ Mẫu",
        "issuer": "Văn phòng",
        "symbol": "VPTU",
        "place": "Mẫu",
        "authority": "CHÁNH VĂN PHÒNG",
        "archive": "Lưu VP.",
    }
    assert as_user(staff).post("/nhac-viec/cong-van/the-thuc/", data).status_code == 303
    assert letter_queries.head().superior == "Tỉnh uỷ Mẫu"


@pytest.mark.parametrize("path", ["", "lap/", "the-thuc/", "nhiem-ky/them/", "{pk}/", "{pk}/pdf/"])
def test_who_finds_and_who_writes_letters(as_user, secretary_of_a, leader, body_a, flag, draft, path):
    (letter,) = draft(flag(body_a))
    url = "/nhac-viec/cong-van/" + path.format(pk=letter.pk)
    assert as_user(secretary_of_a).get(url).status_code == 404
    assert as_user(leader).get(url).status_code == (
        403 if path in {"lap/", "the-thuc/", "nhiem-ky/them/"} else 200
    )


def test_the_register_costs_the_same_however_long(as_user, staff, flag, draft, django_assert_num_queries):
    browser = as_user(staff)
    for number in range(3):
        draft(flag(factories.BodyFactory(code=f"DD-{number}")))
    browser.get("/nhac-viec/cong-van/")
    with django_assert_num_queries(15):
        browser.get("/nhac-viec/cong-van/")
    for number in range(3, 33):
        draft(flag(factories.BodyFactory(code=f"DD-{number}")))
    with django_assert_num_queries(15):
        browser.get("/nhac-viec/cong-van/")


@pytest.mark.django_db(transaction=True)
def test_two_who_take_one_number_at_once_do_not_both_get_it(body_a, flag, staff, draft):
    CommitteeTerm.objects.create(name="2025 – 2030", starts_on=dt.date(2025, 10, 8))
    found = flag(body_a)
    made = [draft(found)[0] for _number in range(3)]
    refused = []

    def take(letter):
        try:
            letters.take_number(letter, number=15, by=staff)
        except Refused as refusal:
            refused.append(refusal.message)
        connection.close()

    threads = [threading.Thread(target=take, args=(letter,)) for letter in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Letter.objects.filter(number__isnull=False).values_list("number", flat=True)) == [15]
    assert refused == [f"Số 15 đã cấp cho công văn ngày {clock.today():%d/%m/%Y}. Hãy lấy số khác."] * 2


def test_the_office_book_may_give_the_number_and_the_next_goes_on_from_it(body_a, flag, draft, term, staff):
    CommitteeTerm.objects.update(numbers_used=126)
    first, second, third = (draft(flag(body_a, subject=str(number)))[0] for number in range(3))
    for number, words in (
        (126, "đã dùng trước khi dùng hệ thống"),
        (0, "từ 1 đến"),
        (-4, "từ 1 đến"),
        (100_000, "từ 1 đến"),
    ):
        with pytest.raises(Refused, match=words):
            letters.take_number(first, number=number, by=staff)
    assert letters.take_number(first, number=140, by=staff).number == 140
    with pytest.raises(Refused, match="Số 140 đã cấp"):
        letters.take_number(second, number=140, by=staff)
    assert letters.take_number(second, number=130, by=staff).number == 130
    assert letters.take_number(third, by=staff).number == 141


def test_a_congress_closes_the_old_term_and_the_next_day_begins_with_01(body_a, flag, draft, term, staff):
    CommitteeTerm.objects.update(ends_on=ago(1), numbers_used=126)
    CommitteeTerm.objects.create(name="2030 – 2035", starts_on=ago(0))
    found = flag(body_a)
    (closing,), (following,) = draft(found, dated_on=ago(1)), draft(found, dated_on=ago(0))
    assert [
        (letters.take_number(letter, by=staff).number, letter.dated_on) for letter in (closing, following)
    ] == [(127, ago(1)), (1, ago(0))]
    assert [letter.term.name for letter in Letter.objects.order_by("dated_on")] == [
        "2025 – 2030",
        "2030 – 2035",
    ]


def test_a_letter_with_a_number_stays_as_it_was_signed(body_a, flag, draft, term, staff):
    LetterHead.objects.create(pk=1, superior="Tỉnh uỷ Mẫu", place="Mẫu", signer="Lê Thị Thử")
    numbered, still_draft = draft(flag(body_a))[0], draft(flag(body_a, subject="2026-Q3"))[0]
    letters.take_number(numbered, by=staff)
    LetterHead.objects.update(signer="Người kế nhiệm", symbol="VP")
    numbered, still_draft = (Letter.objects.get(pk=letter.pk) for letter in (numbered, still_draft))
    assert (letters.printed(numbered)["signer"], letters.printed(numbered)["number"]) == (
        "Lê Thị Thử",
        "Số 01-CV/VPTU",
    )
    assert letters.printed(still_draft)["signer"] == "Người kế nhiệm"


def test_a_draft_can_go_but_a_numbered_letter_stays(as_user, staff, leader, body_a, flag, draft, term):
    found = flag(body_a, due_on=ago(40), opened_at=clock.now())
    (letter,) = draft(found)
    assert letters.candidates(clock.today()) == []
    url = f"/nhac-viec/cong-van/{letter.pk}/bo/"
    assert as_user(leader).post(url).status_code == 403
    assert as_user(staff).get(url).status_code == 405
    assert as_user(staff).post(url).status_code == 303
    assert as_user(staff).post(url).status_code == 404
    assert [row.flag_id for row in letters.candidates(clock.today())] == [found.pk]
    numbered = letters.take_number(draft(found)[0], by=staff)
    assert (
        "số đã vào sổ"
        in as_user(staff).post(f"/nhac-viec/cong-van/{numbered.pk}/bo/", follow=True).content.decode()
    )
    assert Letter.objects.count() == 1


def test_days_in_a_letter_are_written_as_party_papers_write_them(body_a, flag, draft):
    (letter,) = draft(flag(body_a), dated_on=dt.date(2026, 7, 5))
    assert letter.content["opening"].startswith(
        "Căn cứ Chế độ sinh hoạt định kỳ 3 tháng một lần; qua theo dõi, đến ngày 05/7/2026,"
    )
    assert letter.content["deadline"] == "trước ngày 20/7/2026"
    assert (
        documents.short_dates("từ 01/02/2026 đến 30/06/2026, 10/12/2026")
        == "từ 01/02/2026 đến 30/6/2026, 10/12/2026"
    )


def test_the_page_of_a_letter_says_what_the_head_still_lacks(as_user, staff, body_a, flag, draft):
    (letter,) = draft(flag(body_a))
    url = f"/nhac-viec/cong-van/{letter.pk}/"
    assert "còn để trống: cấp uỷ, địa danh, họ và tên người ký" in as_user(staff).get(url).content.decode()
    LetterHead.objects.create(pk=1, superior="Tỉnh uỷ Mẫu", place="Mẫu", signer="Lê Thị Thử")
    assert "còn để trống" not in as_user(staff).get(url).content.decode()


def test_the_findings_to_urge_are_narrowed_and_told_apart(as_user, staff, body_a, body_b, flag):
    flag(body_a, due_on=ago(40))
    flag(body_a, rule="understaffed", subject="VT-1", due_on=ago(40))
    flag(body_b, due_on=ago(1240))
    browser = as_user(staff)

    def boxes(query):
        return browser.get(f"/nhac-viec/cong-van/lap/{query}").content.decode().count('name="flags"')

    assert [
        boxes(query) for query in ("", "?q=hoi b", "?quy_tac=understaffed", "?q=khong", "?quy_tac=sai")
    ] == [3, 1, 1, 0, 3]
    assert "quá hạn 1.240 ngày" in browser.get("/nhac-viec/cong-van/lap/").content.decode()
    data = {
        "dated_on": f"{ago(0):%d/%m/%Y}",
        "deadline_on": f"{ago(-9):%d/%m/%Y}",
        "flags": [box.pk for box in body_b.flags.all()],
    }
    assert browser.post("/nhac-viec/cong-van/lap/?q=hoi a", data).status_code == 422


def test_the_register_is_searched_sorted_and_taken_along(as_user, staff, body_a, body_b, flag, draft, term):
    first, second = draft(flag(body_a))[0], draft(flag(body_b))[0]
    letters.take_number(second, number=12, by=staff)
    browser = as_user(staff)

    def shown(query):
        page = browser.get(f"/nhac-viec/cong-van/{query}").content.decode()
        return [pk for pk in (first.pk, second.pk) if f'"/nhac-viec/cong-van/{pk}/"' in page]

    both = [first.pk, second.pk]
    assert [
        shown(query)
        for query in ("", "?q=12", "?q=DD-A", "?trang_thai=draft", "?q=%27%22", "?trang_thai=sai")
    ] == [
        both,
        [second.pk],
        [first.pk],
        [first.pk],
        [],
        both,
    ]
    sheet = load_workbook(io.BytesIO(browser.get("/nhac-viec/cong-van/xuat/?q=12").content)).active
    assert [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)] == [12]


def test_the_page_that_bears_the_signature_bears_some_of_the_text():
    for profile in ("HD36_2018", "HD05_2026"):
        paragraphs = Document(documents.built_in(profile)).paragraphs
        place = next(place for place, paragraph in enumerate(paragraphs) if "closing" in paragraph.text)
        assert all(paragraph.paragraph_format.keep_with_next for paragraph in paragraphs[place:])


def urged(flag, body, code="DD-A/2026-014"):
    """A finding of late minutes, with the code of its meeting in the evidence."""
    found = flag(body, rule="minutes-missing", subject=code, due_on=dt.date(2026, 6, 30))
    found.evidence = {"meeting": {"record": "meeting", "code": code, "held_on": "2026-06-15"}}
    found.parameters = [["minutes_sign_days", 10, "2024-01-01", "Văn phòng Tỉnh uỷ quy định"]]
    found.save()
    return found


def test_a_letter_says_what_is_not_done_without_codes(body_a, flag, draft):
    (letter,) = draft(urged(flag, body_a), dated_on=dt.date(2026, 11, 29))
    assert (
        letter.content["opening"]
        == "Qua theo dõi, đến ngày 29/11/2026, Văn phòng Tỉnh uỷ nhận thấy Đảng đoàn Hội A còn 1 việc chưa"
        " thực hiện, cụ thể như sau:"
    )
    assert letter.content["bodies"][0]["lines"] == [
        "Biên bản cuộc họp ngày 15/6/2026 chưa được ký; hạn ký 30/6/2026 (chậm 152 ngày)."
    ]
    assert letter.content["recipients"] == [
        "Như trên,",
        "Thường trực Tỉnh uỷ (để b/c),",
        "Lưu Văn phòng Tỉnh uỷ.",
    ]


def test_several_bodies_stand_in_an_annex_with_a_total(body_a, body_b, flag, draft):
    (letter,) = draft(
        urged(flag, body_a), urged(flag, body_a, "DD-A/2026-015"), urged(flag, body_b, "DD-B/2026-001")
    )
    words = letters.printed(letter)
    assert [(row["place"], row["name"], row["number"]) for row in words["annex"]] == [
        (1, "Đảng đoàn Hội A", 2),
        (2, "Đảng đoàn Hội B", 1),
    ]
    assert (words["total"], "có phụ lục kèm theo" in words["opening"]) == (3, True)
    for profile in ("HD36_2018", "HD05_2026"):
        found = text(documents.docx(words, documents.built_in(profile)))
        assert "PHỤ LỤC" in found
        assert found.count("chưa được ký") == 3
        assert "Tổng cộng" in found
        assert documents.pdf(words, profile).startswith(b"%PDF-")
    (alone,) = draft(urged(flag, body_a, "DD-A/2026-016"))
    assert "PHỤ LỤC" not in text(documents.docx(letters.printed(alone), documents.built_in("HD05_2026")))


def test_a_draft_is_edited_until_it_has_a_number(body_a, flag, draft, term, staff, as_user):
    (letter,) = draft(urged(flag, body_a))
    browser = as_user(staff)
    url = f"/nhac-viec/cong-van/{letter.pk}/sua/"
    assert "Biên bản cuộc họp ngày 15/6/2026" in browser.get(url).content.decode()
    data = {
        "subject": "V/v ký biên bản",
        "opening": "Thực hiện ý kiến của Thường trực Tỉnh uỷ, Văn phòng Tỉnh uỷ nhận thấy:",
        "body_0": "Biên bản họp tháng 6 chưa ký\n- Sổ nghị quyết chưa lập",
        "request": "Đề nghị Đảng đoàn thực hiện",
        "closing": "Trân trọng.",
        "recipients": "Như trên\nBan Tổ chức Tỉnh uỷ\nLưu Văn phòng Tỉnh uỷ",
    }
    assert browser.post(url, data | {"opening": ""}).status_code == 422
    assert browser.post(url, data).status_code == 303
    letter.refresh_from_db()
    found = text(documents.docx(letters.printed(letter), documents.built_in("HD05_2026")))
    for words in (
        "V/v ký biên bản",
        "- Biên bản họp tháng 6 chưa ký;",
        "- Sổ nghị quyết chưa lập.",
        "- Ban Tổ chức Tỉnh uỷ,",
    ):
        assert words in found
    letters.take_number(letter, by=staff)
    assert "đã có số" in browser.post(url, data).content.decode()


def test_under_the_newer_standard_the_title_of_who_signs_is_not_bold(body_a, flag, draft):
    (letter,) = draft(flag(body_a))
    words = letters.printed(letter)
    for profile, bold in (("HD36_2018", True), ("HD05_2026", False)):
        table = Document(io.BytesIO(documents.docx(words, documents.built_in(profile)))).tables[1]
        (title,) = [
            run
            for paragraph in table.rows[0].cells[1].paragraphs
            for run in paragraph.runs
            if run.text == "CHÁNH VĂN PHÒNG"
        ]
        assert bool(title.bold) is bold
        receivers = [run for run in table.rows[0].cells[0].paragraphs[0].runs if run.text == "Nơi nhận"]
        assert receivers[0].font.size.pt == 14


def test_what_one_body_laid_down_for_itself_is_no_ground_for_the_others(body_a, body_b, flag, draft):
    CadenceDecision.objects.create(
        body=body_a, months=2, starts_on=dt.date(2024, 1, 1), basis="9-QC/ĐĐA, Điều 6"
    )
    own = flag(body_a)
    unnumbered = ["minutes_sign_days", 10, "2024-01-01", "Quy định của Văn phòng Tỉnh uỷ, chưa có số"]
    own.parameters = [["meeting_cadence_months", 2, "2024-01-01", "9-QC/ĐĐA, Điều 6"], unnumbered]
    own.save()
    (alone,) = draft(own)
    assert alone.content["opening"].startswith(
        "Căn cứ Quy chế số 9-QC/ĐĐA, Điều 6: họp 2 tháng một lần; qua theo dõi,"
    )
    (together,) = draft(own, flag(body_b))
    assert "9-QC" not in together.content["opening"]
    assert (
        "(căn cứ Quy chế số 9-QC/ĐĐA, Điều 6: họp 2 tháng một lần, "
        in together.content["bodies"][0]["lines"][0]
    )
    assert "chưa có số" not in str(together.content)


def test_a_letter_names_the_committee_of_the_province_where_its_head_was_not_filled_in(body_a, flag, draft):
    factories.ProvinceFactory()
    (letter,) = draft(flag(body_a))
    assert letters.printed(letter)["superior"] == "TỈNH UỶ MẪU"
