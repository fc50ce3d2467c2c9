"""Lists as people copy them: columns in any order, with or without headings, laid into the table."""

import pytest

from core.errors import Refused
from delegations.services.rosters.lists import Entry, apart, board_of, is_full_name, lay, read


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
    ("words", "body", "role", "beside"),
    [
        ("Bí thư", "Đảng uỷ UBND tỉnh", "secretary", ""),
        ("BÍ THƯ BAN CÁN SỰ ĐẢNG UBND tỉnh", "Ban cán sự đảng Uỷ ban nhân dân tỉnh", "secretary", ""),
        ("Bí thư BCS", "Ban cán sự đảng Toà án nhân dân tỉnh", "secretary", ""),
        ("Phó Bí thư Thường trực", "", "deputy", ""),
        ("PBT", "", "deputy", ""),
        ("Ủy viên Đảng đoàn", "", "member", ""),
        ("Uỷ viên Ban Thường vụ Đảng uỷ", "Đảng uỷ UBND tỉnh", "member", ""),
        ("Bí thư Đảng uỷ Công an tỉnh Sơn Hà", "Đảng uỷ Công an tỉnh", "secretary", ""),
        ("Thành viên", "", "member", ""),
        ("Bí thư Chi bộ", "Chi bộ Văn phòng", "secretary", ""),
        ("Bí thư Đảng uỷ, Chủ tịch UBND tỉnh", "Đảng uỷ UBND tỉnh", "secretary", "Chủ tịch UBND tỉnh"),
        (
            "Phó Bí thư Tỉnh uỷ, Chủ tịch UBND tỉnh, Bí thư Đảng uỷ UBND tỉnh",
            "Đảng uỷ Uỷ ban nhân dân tỉnh",
            "secretary",
            "Phó Bí thư Tỉnh uỷ, Chủ tịch UBND tỉnh",
        ),
        ("Bí thư Đảng uỷ xã", "Đảng uỷ UBND tỉnh", None, "Bí thư Đảng uỷ xã"),
        ("Bí thư Đảng uỷ xã", "", None, "Bí thư Đảng uỷ xã"),
        ("Bí thư Đảng uỷ", "Đảng đoàn Hội Nông dân tỉnh", None, "Bí thư Đảng uỷ"),
        ("Uỷ viên Ban Thường vụ Tỉnh uỷ", "Đảng uỷ UBND tỉnh", None, "Uỷ viên Ban Thường vụ Tỉnh uỷ"),
        ("Uỷ viên Uỷ ban nhân dân tỉnh", "", None, "Uỷ viên Uỷ ban nhân dân tỉnh"),
        ("Chủ tịch", "", None, "Chủ tịch"),
        ("", "", None, ""),
    ],
)
def test_a_role_in_the_body_is_told_from_an_office_elsewhere(words, body, role, beside):
    assert apart(words, body) == (role, beside)


def test_an_office_elsewhere_is_kept_beside_the_role_in_the_body():
    text = (
        "Họ tên\tChức danh\tChức vụ\n"
        "Lê Văn An\tBí thư\tBí thư Đảng uỷ xã\n"
        "Trần Thị Bình\tUỷ viên\tBí thư Đảng uỷ\n"
        "Vũ Văn Cảnh\tUỷ viên\tUỷ viên Đảng uỷ\n"
    )
    assert read(text, body="Đảng uỷ Uỷ ban nhân dân tỉnh") == [
        Entry("Lê Văn An", "secretary", "Bí thư Đảng uỷ xã"),
        Entry("Trần Thị Bình", "member", "Bí thư Đảng uỷ"),
        Entry("Vũ Văn Cảnh", "member"),
    ]


def test_one_column_of_role_and_office_is_read_as_both():
    text = "Lê Văn An\tBí thư Đảng uỷ, Chủ tịch UBND tỉnh\nTrần Thị Bình\tUỷ viên, Giám đốc Sở Y tế"
    assert read(text, body="Đảng uỷ UBND tỉnh") == [
        Entry("Lê Văn An", "secretary", "Chủ tịch UBND tỉnh"),
        Entry("Trần Thị Bình", "member", "Giám đốc Sở Y tế"),
    ]


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


def test_a_place_in_an_organ_goes_with_the_person_and_not_with_the_seat():
    holders = {"1": ("secretary", "Lê Văn A"), "2": ("member", "Trần B"), "3": ("member", "Vũ C")}
    rows = [
        {"seat": "1", "name": "Lê Văn A (CB1)", "organ_9": "secretary"},
        {"seat": "2", "name": "Trần B (CB2)", "organ_9": "deputy"},
        {"seat": "3", "name": "Vũ C (CB3)", "organ_9": "member"},
    ]
    laid = lay(rows, [Entry("Trần B", "secretary"), Entry("Mới Một")], holders)
    assert [(row["name"], row.get("organ_9", "")) for row in laid] == [
        ("Trần B", "deputy"),
        ("Mới Một", ""),
        ("", ""),
    ]


def test_a_new_person_needs_a_full_name():
    assert [is_full_name(text) for text in ("Lê Văn A", "Dương", "Tổ 3 A")] == [True, False, False]


def test_who_the_list_puts_on_the_standing_board_sits_there():
    entries = read(
        "Họ tên\tChức danh\nTrần Văn A\tBí thư\nPhạm Thị B\tUỷ viên Ban Thường vụ\n"
        "Lê Văn C\tUVBTV\nVũ D Em\tUỷ viên"
    )
    assert [one.on_board for one in entries] == [False, True, True, False]
    assert [one.role for one in entries] == ["secretary", "member", "", "member"]
    board = board_of({"organ_4": "Thường trực Đảng uỷ xã", "organ_7": "Ban Thường vụ Đảng uỷ xã"})
    assert board == "organ_7"
    laid = lay([], entries, {}, board=board)
    assert [row.get("organ_7", "") for row in laid] == ["", "member", "member", ""]
    assert not any("organ_7" in row for row in lay([], entries, {}, board=board_of({})))


def test_who_leads_the_standing_board_already_is_not_made_a_member_of_it():
    rows = [{"seat": "1", "name": "Phạm Thị B", "organ_7": "deputy"}]
    laid = lay(
        rows, [Entry("Phạm Thị B", "member", on_board=True)], {"1": ("member", "Phạm Thị B")}, board="organ_7"
    )
    assert laid[0]["organ_7"] == "deputy"
