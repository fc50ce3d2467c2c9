"""Letters that urge: their words, who signs them, what they become as papers."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from core import clock
from core.addresses import reverse
from core.errors import Refused
from delegations.models import CadenceDecision
from papers.documents import drawing, pdf, word
from papers.enums import Profile
from papers.models import CommitteeTerm, OfficeHead, Paper
from papers.services import drafts, numbers
from reminders.enums import Signing
from reminders.models import Letter
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
    def make(*flags, dated_on=None, together=True, signing=Signing.HEAD):
        dated_on = dated_on or clock.today()
        return letters.draft(
            flag_ids=[flag.pk for flag in flags],
            dated_on=dated_on,
            deadline_on=dated_on + dt.timedelta(days=15),
            together=together,
            signing=signing,
            now=clock.now(),
            by=staff,
        )

    return make


def words_of(letter):
    return {block.key: block.text for block in letter.paper.as_blocks()}


def rows_of(letter, key="annex-table"):
    return next(block.rows for block in letter.paper.as_blocks() if block.key == key)


def text(letter):
    return drawing.document_text(word.docx(letter.paper))


def numbered(letter, staff, number=None):
    return numbers.take(letter.paper, number=number, now=clock.now(), by=staff)


def test_what_is_thirty_days_late_waits_for_a_letter_until_it_has_one(body_a, body_b, flag, draft, staff):
    late = flag(body_a, due_on=ago(30), since=clock.now())
    flag(body_b, due_on=ago(29), since=clock.now())
    assert [row.flag_id for row in letters.candidates(clock.today())] == [late.pk]
    (letter,) = draft(late)
    assert letters.candidates(clock.today()) == []
    drafts.discard(letter.paper, by=staff)
    assert not Letter.objects.exists()
    assert [row.flag_id for row in letters.candidates(clock.today())] == [late.pk]


def test_from_a_draft_that_was_discarded_one_comes_to_the_list(body_a, flag, draft, staff, as_user):
    """The letter's own page goes with it."""
    (letter,) = draft(flag(body_a, due_on=ago(30), since=clock.now()))
    answer = as_user(staff).post(reverse("desk:paper-discard", args=[letter.paper_id]), follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, reverse("reminders:letters"))


def test_a_letter_dated_back_urges_nothing_that_came_later(body_a, flag, draft):
    late = flag(body_a, due_on=ago(30))
    with pytest.raises(Refused, match="chưa có vào ngày công văn") as refused:
        draft(late, dated_on=ago(30))
    assert refused.value.field == "dated_on"
    assert draft(late, dated_on=ago(29))
    meeting = {"held_on": str(ago(5))}
    quorum = flag(body_a, rule="quorum-failed", subject="H-1", due_on=None, evidence={"meeting": meeting})
    with pytest.raises(Refused, match="chưa có vào ngày công văn"):
        draft(quorum, dated_on=ago(6))


def test_several_bodies_share_one_letter_or_get_one_each(body_a, body_b, flag, draft):
    due_on = dt.date(2026, 3, 31)
    flags = [
        flag(body_a, due_on=due_on),
        flag(body_a, rule="understaffed", subject="VT-1", due_on=due_on),
        flag(body_b, due_on=due_on),
    ]
    (together,) = draft(*flags, dated_on=dt.date(2026, 11, 29))
    assert together.paper.frame["addressees"] == ["Đảng đoàn Hội A", "Đảng đoàn Hội B"]
    assert together.paper.title == "Về việc đôn đốc thực hiện chế độ sinh hoạt, báo cáo và kiện toàn tổ chức"
    each = draft(*flags, together=False, dated_on=dt.date(2026, 5, 20))
    assert [one.paper.frame["addressees"] for one in each] == [["Đảng đoàn Hội A"], ["Đảng đoàn Hội B"]]
    assert [one.flags.count() for one in each] == [2, 1]
    assert each[1].paper.title == "Đôn đốc khắc phục việc quá hạn họp định kỳ"


@pytest.mark.parametrize("profile", list(Profile))
def test_the_word_file_has_the_parts_of_a_party_letter(body_a, body_b, flag, draft, term, staff, profile):
    OfficeHead.objects.create(
        pk=1,
        superior="Tỉnh uỷ Mẫu",
        place="Mẫu",
        authority="K/T CHÁNH VĂN PHÒNG",
        office="PHÓ CHÁNH VĂN PHÒNG",
        signer="Lê Thị Thử",
    )
    (letter,) = draft(flag(body_a), flag(body_b))
    Paper.objects.update(profile=profile)
    numbered(letter, staff)
    letter.paper.refresh_from_db()
    found = text(letter)
    for words in (
        "TỈNH UỶ MẪU",
        "VĂN PHÒNG",
        "Số 01-CV/VPTU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Kính gửi:",
        "- Đảng đoàn Hội A;",
        "- Đảng đoàn Hội B.",
        "Chế độ sinh hoạt định kỳ 3 tháng một lần",
        "chậm nhất ngày",
        "- Như trên,",
        "- Lưu Văn phòng Tỉnh uỷ.",
        "K/T CHÁNH VĂN PHÒNG",
        "PHÓ CHÁNH VĂN PHÒNG",
        "Lê Thị Thử",
    ):
        assert words in found
    assert "{" not in found
    assert "V/v" not in found
    assert pdf.pdf(letter.paper).startswith(b"%PDF-")


def test_the_words_of_a_record_cannot_break_the_word_file(body_a, flag, draft):
    body_a.name = "Hội <A> & {{ B }} {% for %} *đậm*"
    body_a.save()
    (letter,) = draft(flag(body_a))
    assert "Hội <A> & {{ B }} {% for %} *đậm*" in text(letter)


@pytest.mark.parametrize(
    ("signing", "issuer", "symbol", "authority", "office", "said"),
    [
        (Signing.HEAD, "VĂN PHÒNG", "VPTU", "CHÁNH VĂN PHÒNG", "", "Văn phòng Tỉnh uỷ nhận thấy"),
        (
            Signing.DEPUTY,
            "VĂN PHÒNG",
            "VPTU",
            "K/T CHÁNH VĂN PHÒNG",
            "PHÓ CHÁNH VĂN PHÒNG",
            "Văn phòng Tỉnh uỷ nhận thấy",
        ),
        (
            Signing.BY_ORDER,
            "TỈNH UỶ MẪU",
            "TU",
            "T/L BAN THƯỜNG VỤ",
            "CHÁNH VĂN PHÒNG",
            "Ban Thường vụ Tỉnh uỷ nhận thấy",
        ),
        (
            Signing.ON_BEHALF,
            "TỈNH UỶ MẪU",
            "TU",
            "T/M BAN THƯỜNG VỤ",
            "PHÓ BÍ THƯ",
            "Ban Thường vụ Tỉnh uỷ nhận thấy",
        ),
    ],
)
def test_who_signs_decides_issuer_series_and_who_speaks(
    body_a, flag, draft, staff, term, signing, issuer, symbol, authority, office, said
):
    factories.ProvinceFactory()
    (letter,) = draft(flag(body_a), signing=signing)
    frame = letter.paper.frame
    assert (frame["issuer"], frame["symbol"], frame["authority"], frame["office"]) == (
        issuer,
        symbol,
        authority,
        office,
    )
    assert said in words_of(letter)["opening"]
    # The committee counts its papers apart from the office.
    other = draft(flag(body_a, subject="x"), signing=Signing.HEAD)[0]
    assert [numbered(one, staff).number for one in (other, letter)] == ([1, 1] if symbol == "TU" else [1, 2])


def test_days_in_a_letter_are_written_as_party_papers_write_them(body_a, flag, draft):
    (letter,) = draft(flag(body_a), dated_on=dt.date(2026, 7, 5))
    words = words_of(letter)
    assert words["opening"].startswith(
        "Căn cứ Chế độ sinh hoạt định kỳ 3 tháng một lần; qua theo dõi, đến ngày 05/7/2026,"
    )
    assert words["request"].endswith(" ***chậm nhất ngày 20/7/2026***.")


def urged(flag, body, code="DD-A/2026-014"):
    """A finding of late minutes, with the code of its meeting in the evidence."""
    return flag(
        body,
        rule="minutes-missing",
        subject=code,
        due_on=dt.date(2026, 6, 30),
        evidence={"meeting": {"record": "meeting", "code": code, "held_on": "2026-06-15"}},
        parameters=[["minutes_sign_days", 10, "2024-01-01", "Văn phòng Tỉnh uỷ quy định"]],
    )


def test_a_letter_says_what_is_not_done_without_codes(body_a, flag, draft):
    found = urged(flag, body_a)
    (letter,) = draft(found, dated_on=dt.date(2026, 11, 29))
    words = words_of(letter)
    assert (
        words["opening"]
        == "Qua theo dõi, đến ngày 29/11/2026, Văn phòng Tỉnh uỷ nhận thấy Đảng đoàn Hội A còn 1 việc chưa"
        " thực hiện, cụ thể như sau:"
    )
    assert (
        words[f"finding-{found.pk}"]
        == "Biên bản cuộc họp ngày 15/6/2026 chưa được ký; hạn ký 30/6/2026 (chậm 152 ngày)."
    )
    assert letter.paper.frame["recipients"] == [
        "Như trên",
        "Thường trực Tỉnh uỷ (để b/c)",
        "Lưu Văn phòng Tỉnh uỷ.",
    ]


def test_several_bodies_stand_in_an_annex_with_a_total(body_a, body_b, flag, draft):
    (letter,) = draft(
        urged(flag, body_a), urged(flag, body_a, "DD-A/2026-015"), urged(flag, body_b, "DD-B/2026-001")
    )
    assert [(row[0], row[1], row[3]) for row in rows_of(letter)[1:]] == [
        ("1", "Đảng đoàn Hội A", "2"),
        ("2", "Đảng đoàn Hội B", "1"),
        ("", "Tổng cộng", "3"),
    ]
    assert "có phụ lục kèm theo" in words_of(letter)["opening"]
    found = text(letter)
    assert "PHỤ LỤC" in found
    assert found.count("chưa được ký") == 3
    assert pdf.pdf(letter.paper).startswith(b"%PDF-")
    (alone,) = draft(urged(flag, body_a, "DD-A/2026-016"))
    assert "PHỤ LỤC" not in text(alone)


def test_a_letter_to_many_names_them_in_its_annex_and_each_document_once(flag, draft):
    bodies = [factories.BodyFactory(name=f"Đảng uỷ xã {place}") for place in range(1, 8)]
    uses = [
        ["meeting_cadence_months", 1, "2025-01-01", "21-QĐ/TU, Điều 6"],
        ["own_cadence", 1, "2025-01-01", "21-QĐ/TU, Điều 4"],
    ]
    (letter,) = draft(*(flag(body, parameters=uses) for body in bodies), dated_on=dt.date(2026, 11, 29))
    assert letter.paper.frame["addressees"] == ["Các tổ chức đảng có tên trong phụ lục kèm theo"]
    assert [row[1] for row in rows_of(letter)[1:-1]] == [body.name for body in bodies]
    assert words_of(letter)["opening"].startswith(
        "Căn cứ văn bản số 21-QĐ/TU, của Tỉnh uỷ, Điều 4, Điều 6; qua theo dõi, đến ngày 29/11/2026,"
    )
    (few,) = draft(*(flag(body, subject="x") for body in bodies[:6]))
    assert len(few.paper.frame["addressees"]) == 6


def test_what_one_body_laid_down_for_itself_is_no_ground_for_the_others(body_a, body_b, flag, draft):
    CadenceDecision.objects.create(
        body=body_a, months=2, starts_on=dt.date(2024, 1, 1), basis="9-QC/ĐĐA, Điều 6"
    )
    unnumbered = ["minutes_sign_days", 10, "2024-01-01", "Quy định của Văn phòng Tỉnh uỷ, chưa có số"]
    cadence = ["meeting_cadence_months", 2, "2024-01-01", "9-QC/ĐĐA, Điều 6"]
    own = flag(body_a, parameters=[cadence, unnumbered])
    (alone,) = draft(own)
    assert words_of(alone)["opening"].startswith(
        "Căn cứ Quy chế số 9-QC/ĐĐA, Điều 6: họp 2 tháng một lần; qua theo dõi,"
    )
    (together,) = draft(own, flag(body_b))
    assert "9-QC" not in words_of(together)["opening"]
    assert "(căn cứ Quy chế số 9-QC/ĐĐA, Điều 6: họp 2 tháng một lần, " in rows_of(together)[1][2]
    assert "chưa có số" not in str(together.paper.blocks)


def test_a_letter_is_brought_up_to_date_with_its_findings(body_a, flag, draft, staff):
    first, second = flag(body_a), flag(body_a, rule="understaffed", subject="VT-1")
    (letter,) = draft(first, second)
    assert letters.OWNERS[0].build(letter.paper).blocks == letter.paper.as_blocks()
    second.spans.all().delete() if hasattr(second, "spans") else second.delete()
    built = letters.OWNERS[0].build(letter.paper)
    assert [block.key for block in built.blocks if block.kind == "item"] == [f"finding-{first.pk}"]
    assert "còn 1 việc" in built.blocks[0].text


def test_a_letter_from_finding_to_paper_on_screen(as_user, staff, body_a, body_b, flag, term):
    first, second = flag(body_a, due_on=ago(40)), flag(body_b, due_on=ago(40))
    browser = as_user(staff)
    assert "2 việc đã đến bậc lập công văn" in browser.get("/nhac-viec/cong-van/").content.decode()
    page = browser.get("/nhac-viec/cong-van/lap/").content.decode()
    assert page.count("checked") == 2
    data = {
        "dated_on": f"{clock.today():%d/%m/%Y}",
        "deadline_on": f"{clock.today() + dt.timedelta(days=10):%d/%m/%Y}",
        "together": "1",
        "signing": "tl",
    }
    assert browser.post("/nhac-viec/cong-van/lap/", data).status_code == 422
    assert browser.post("/nhac-viec/cong-van/lap/", data | {"flags": ["999999"]}).status_code == 422
    answer = browser.post("/nhac-viec/cong-van/lap/", data | {"flags": [first.pk, second.pk]})
    letter = Letter.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("desk:paper", args=[letter.paper_id]))
    assert letter.paper.frame["authority"] == "T/L BAN THƯỜNG VỤ"
    page = browser.get(f"/nhac-viec/cong-van/{letter.pk}/").content.decode()
    assert page.count("/phat-hien/") == 2
    assert reverse("desk:paper", args=[letter.paper_id]) in page


@pytest.mark.parametrize("path", ["", "lap/", "{pk}/"])
def test_who_finds_and_who_writes_letters(as_user, secretary_of_a, leader, body_a, flag, draft, path):
    (letter,) = draft(flag(body_a))
    url = "/nhac-viec/cong-van/" + path.format(pk=letter.pk)
    assert as_user(secretary_of_a).get(url).status_code == 404
    assert as_user(leader).get(url).status_code == (403 if path == "lap/" else 200)


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
    numbered(second, staff, number=12)
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


def test_a_letter_names_the_committee_of_the_province_where_its_head_was_not_filled_in(body_a, flag, draft):
    factories.ProvinceFactory()
    (letter,) = draft(flag(body_a))
    assert letter.paper.frame["superior"] == "TỈNH UỶ MẪU"
