"""Lists as people copy them: columns in any order, with or without headings, laid into the table."""

import pytest

from core.errors import Refused
from delegations.services.rosters.lists import Entry, is_full_name, lay, read, role_of


def test_a_list_with_headings_in_any_order_is_read_by_them():
    text = "TT\tTừ ngày\tChức danh\tHọ và tên\tChức vụ\n"
    text += "1\t05/9/2026\tBí thư\tĐ/c Lê Văn A\tChủ tịch Hội\n2\t\tUV\tTrần B\t"
    assert read(text) == [
        Entry("Lê Văn A", "secretary", "Chủ tịch Hội", "05/9/2026"),
        Entry("Trần B", "member"),
    ]


def test_a_list_without_headings_is_read_by_what_is_in_its_columns():
    text = (
        "1\tChủ tịch Hội Nông dân tỉnh\tNguyễn Văn An\tBí thư Đảng đoàn\t1/7/2025\n"
        "2\tPhó Chủ tịch\tLê Thị Bình\tPhó Bí thư\t1/7/2025\n"
        "3\tChánh Văn phòng\tĐồng chí Trần Văn Cường\tUỷ viên\t\n"
    )
    assert read(text) == [
        Entry("Nguyễn Văn An", "secretary", "Chủ tịch Hội Nông dân tỉnh", "1/7/2025"),
        Entry("Lê Thị Bình", "deputy", "Phó Chủ tịch", "1/7/2025"),
        Entry("Trần Văn Cường", "member", "Chánh Văn phòng", ""),
    ]


def test_names_alone_are_a_list_and_a_column_headed_office_may_hold_roles():
    assert read("Nguyễn Văn An\n\nLê Thị Bình\n") == [Entry("Nguyễn Văn An"), Entry("Lê Thị Bình")]
    assert read("Họ tên;Chức vụ\nLê Văn A;Bí thư\nTrần B;Ủy viên") == [
        Entry("Lê Văn A", "secretary"),
        Entry("Trần B", "member"),
    ]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Bí thư", "secretary"),
        ("BÍ THƯ BAN CÁN SỰ ĐẢNG UBND tỉnh", "secretary"),
        ("Phó Bí thư Thường trực", "deputy"),
        ("PBT", "deputy"),
        ("Ủy viên Đảng đoàn", "member"),
        ("Thành viên", "member"),
        ("Uỷ viên Uỷ ban nhân dân tỉnh", None),
        ("Chủ tịch", None),
        ("", None),
    ],
)
def test_a_role_is_known_by_its_words_and_an_office_is_none(words, role):
    assert role_of(words) == role


@pytest.mark.parametrize("text", ["", "1\t2\n3\t4", "Họ và tên\tChức vụ"])
def test_what_has_no_name_is_refused_in_words(text):
    with pytest.raises(Refused, match="Không thấy họ tên nào"):
        read(text)
    with pytest.raises(Refused, match="Danh sách có 201 dòng"):
        read("Lê Văn A\n" * 201)


def test_who_holds_a_seat_stays_there_and_others_take_the_seats_of_their_role():
    rows = [
        {"seat": "1", "name": "Lê Văn A (CB1)", "title": "Chủ tịch"},
        {"seat": "2", "name": "Trần B (CB2)"},
        {"seat": "3"},
        {"role": "member", "name": "Đã Gõ"},
        {"role": "member"},
    ]
    holders = {"1": ("secretary", "Lê Văn A"), "2": ("member", "Trần B"), "3": ("member", "")}
    entries = [Entry("Lê Văn A", "secretary"), Entry("Mới Một"), Entry("Mới Hai"), Entry("Phó", "deputy")]
    assert [
        (row.get("seat", ""), row.get("role", ""), row["name"]) for row in lay(rows, entries, holders)
    ] == [
        ("1", "", "Lê Văn A (CB1)"),
        ("2", "", "Mới Một"),
        ("3", "", "Mới Hai"),
        ("", "member", "Đã Gõ"),
        ("", "deputy", "Phó"),
    ]


def test_who_moves_to_another_role_leaves_their_seat():
    holders = {"1": ("secretary", "Lê Văn A"), "2": ("member", "Trần B")}
    rows = [{"seat": "1", "name": "Lê Văn A (CB1)"}, {"seat": "2", "name": "Trần B (CB2)"}]
    laid = lay(rows, [Entry("Trần B", "secretary")], holders)
    assert [row["name"] for row in laid] == ["Trần B", ""]


def test_a_new_person_needs_a_full_name():
    assert [is_full_name(text) for text in ("Lê Văn A", "Dương", "Tổ 3 A")] == [True, False, False]
