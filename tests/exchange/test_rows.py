# ruff: noqa: E501 -- rows of tables
"""What a row may say, and where each fault is told. One small workbook a case, over an empty or a filled
database."""

import datetime as dt
import unicodedata

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from delegations.models import Body, CoordinationParty, Event, Membership, Office, Person, Province, Seat
from directions.models import Direction, DirectionStep
from exchange.services import exports, imports
from meetings.models import Meeting
from obligations.models import DayOff
from tests import factories
from tests.exchange import workbooks

pytestmark = pytest.mark.django_db

ORGANISATIONS = [workbooks.BODIES, workbooks.BODY]
SEATS = ["Mã tổ chức", "Mã vị trí", "Chức danh", "Từ ngày", "Đến ngày"]
SEAT = ["DD-A", "A-01", "Bí thư", "01/01/2020", None]
MEMBERS = ["Mã tổ chức", "Mã vị trí", "Mã cán bộ", "Họ và tên", "Từ ngày", "Đến ngày"]
MEMBER = ["DD-A", "A-01", "CB1", "Nguyễn Văn Hoà", "01/01/2020", None]
MEETINGS = ["Mã cuộc họp", "Mã tổ chức", "Ngày họp", "Loại", "Trạng thái", "Có mặt"]
MEETING = ["A/1", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", None]


def preview(tmp_path, **sheets):
    titles = {"bodies": "Tổ chức", "seats": "Vị trí", "members": "Thành viên", "meetings": "Cuộc họp"}
    return imports.preview(
        path=workbooks.save(
            tmp_path / "a.xlsx", {titles.get(name, name): rows for name, rows in sheets.items()}
        )
    )


def faults(outcome):
    return [(fault.sheet, fault.row, fault.column) for fault in outcome.faults]


def bodies(**values):
    """Return the sheet of bodies with one row changed: heading → value."""
    headings = [*workbooks.BODIES, *(name for name in values if name not in workbooks.BODIES)]
    row = dict(zip(workbooks.BODIES, workbooks.BODY, strict=True)) | values
    return [headings, [row[name] for name in headings]]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/9/2026", dt.date(2026, 9, 5)),
        ("05-09-2026", dt.date(2026, 9, 5)),
        ("05.09.2026", dt.date(2026, 9, 5)),
        (" 5 / 9 / 2026 ", dt.date(2026, 9, 5)),
        ("05/09/2026\u200b", dt.date(2026, 9, 5)),
        ("\u00a005/09/2026\u00a0", dt.date(2026, 9, 5)),
        ("05/09/2026 00:00:00", dt.date(2026, 9, 5)),
        (dt.datetime(2026, 9, 5), dt.date(2026, 9, 5)),
        (dt.date(2026, 9, 5), dt.date(2026, 9, 5)),
        ("29/2/2024", dt.date(2024, 2, 29)),
    ],
)
def test_days_as_offices_type_them(tmp_path, typed, day):
    path = workbooks.save(tmp_path / "a.xlsx", {"Tổ chức": bodies(**{"Ngày thành lập": typed})})
    assert imports.commit(path=path, by=None).outcome.warnings == []
    assert Body.objects.get().founded_on == day


@pytest.mark.parametrize(
    "typed",
    [
        "12/25/2016",
        "31/02/2016",
        "29/2/2023",
        "sớm",
        "5/9/26",
        "2026",
        2026,
        45_000,
        45_000.5,
        True,
        "05/09-2026",
        "0/9/2026",
        "5/13/2026",
        "05/09/1899",
        "05/09/2201",
        dt.datetime(1899, 12, 31),
        dt.time(8),
        dt.timedelta(hours=30),
        "05/09/20266",
        "٥/٩/٢٠٢٦",
        "5/9",
        "ngày 5/9/2026",
    ],
)
def test_days_that_are_refused(tmp_path, typed):
    assert faults(preview(tmp_path, bodies=bodies(**{"Ngày thành lập": typed}))) == [
        ("Tổ chức", 2, "Ngày thành lập")
    ]


def test_a_day_with_a_time_is_taken_with_a_warning(tmp_path):
    outcome = preview(tmp_path, bodies=bodies(**{"Ngày thành lập": dt.datetime(2026, 9, 5, 14, 30)}))
    assert (outcome.faults, [(w.row, w.column) for w in outcome.warnings]) == ([], [(2, "Ngày thành lập")])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Mã", None),
        ("Mã", "   "),
        ("Mã", "\u200b"),
        ("Mã", "=A1"),
        ("Mã", "M" * 41),
        ("Mã", True),
        ("Mã", dt.datetime(2026, 9, 5)),
        ("Tên tổ chức", "Đảng đoàn (MẬT)"),
        ("Tên tổ chức", "x" * 201),
        ("Loại", "Chi bộ"),
        ("Email", "khong phai thu"),
        ("Ngày kết thúc", "31/12/2019"),
        ("Kế thừa bởi", "DD-KHONGCO"),
        ("Kế thừa bởi", "DD-A"),
    ],
)
def test_a_cell_of_a_body_that_is_refused(tmp_path, column, value):
    assert faults(preview(tmp_path, bodies=bodies(**{column: value}))) == [("Tổ chức", 2, column)]


@pytest.mark.parametrize(
    "kind", ["Đảng đoàn", "ĐẢNG ĐOÀN", "đảng  đoàn ", "Dang doan", "Đảng đoàn".encode().decode()]
)
def test_a_choice_is_blind_to_case_and_accents(tmp_path, kind):
    assert preview(tmp_path, bodies=bodies(Loại=kind)).faults == []


def test_an_error_cell_is_refused(tmp_path):
    book = Workbook()
    page = book.active
    page.title = "Tổ chức"
    page.append(workbooks.BODIES)
    page.append(workbooks.BODY)
    page["B2"].value = "#REF!"
    book.save(tmp_path / "a.xlsx")
    assert faults(imports.preview(path=tmp_path / "a.xlsx")) == [("Tổ chức", 2, "Tên tổ chức")]


def test_headings_are_found_whatever_their_dress(tmp_path):
    rows = [
        ["BIỂU SỐ 1"],
        [],
        ["LOẠI *", "  mã (*) ", "Ten to chuc", "CƠ QUAN  CHỦ QUẢN", "Ngày thành lập*", "STT"],
        ["Đảng uỷ", "DD-A", "Tên", "Hội", "1/1/2020", 1],
    ]
    outcome = preview(tmp_path, **{" TỔ CHỨC": rows})
    assert outcome.faults == []
    assert [(w.row, w.column) for w in outcome.warnings] == [(3, "STT")]
    assert outcome.counts["Tổ chức"].new == 1


def test_a_missing_column_and_a_doubled_one_are_faults(tmp_path):
    assert faults(preview(tmp_path, bodies=[["Mã", "Loại"], ["DD-A", "Đảng đoàn"]])) == [
        ("Tổ chức", 1, "Tên tổ chức"),
        ("Tổ chức", 1, "Cơ quan chủ quản"),
        ("Tổ chức", 1, "Ngày thành lập"),
    ]
    assert faults(preview(tmp_path, bodies=[[*workbooks.BODIES, "Mã"], [*workbooks.BODY, "DD-B"]])) == [
        ("Tổ chức", 1, "Mã")
    ]


def test_a_row_whose_key_comes_twice_is_told_by_its_columns(tmp_path):
    outcome = preview(tmp_path, bodies=ORGANISATIONS, meetings=[MEETINGS, MEETING, MEETING])
    assert [(fault.row, fault.column, fault.message) for fault in outcome.faults] == [
        (3, "Mã cuộc họp", "Trùng với dòng 2 (cùng Mã cuộc họp): giữ một dòng, xoá dòng kia.")
    ]


def test_unknown_sheets_are_named_and_empty_rows_skipped(tmp_path):
    outcome = preview(tmp_path, bodies=[workbooks.BODIES, [], workbooks.BODY, ["  "]], **{"Ghi chú": [["a"]]})
    assert outcome.faults == []
    assert [w.sheet for w in outcome.warnings] == ["Ghi chú"]
    assert outcome.counts["Tổ chức"].new == 1


def test_two_sheets_of_one_name_are_refused(tmp_path):
    assert faults(preview(tmp_path, bodies=ORGANISATIONS, **{"TO CHUC": ORGANISATIONS})) == [
        ("Tổ chức", None, "")
    ]


def test_rows_that_refer_to_a_faulty_row_are_no_second_fault(tmp_path):
    outcome = preview(
        tmp_path,
        bodies=bodies(Loại="?"),
        seats=[SEATS, SEAT],
        members=[MEMBERS, MEMBER],
        meetings=[MEETINGS, MEETING],
    )
    assert faults(outcome) == [("Tổ chức", 2, "Loại")]


def test_rows_that_refer_to_a_row_without_code_are_no_second_fault(tmp_path):
    outcome = preview(
        tmp_path,
        bodies=bodies(Mã=None),
        seats=[SEATS, SEAT],
        members=[MEMBERS, MEMBER],
        meetings=[MEETINGS, MEETING],
    )
    assert faults(outcome) == [("Tổ chức", 2, "Mã")]


def test_unknown_codes_are_named_with_a_guess(tmp_path):
    outcome = preview(
        tmp_path, bodies=ORGANISATIONS, seats=[SEATS, ["dd-а", *SEAT[1:]]]
    )  # the last letter is Cyrillic
    assert faults(outcome) == [("Vị trí", 2, "Mã tổ chức")]
    assert "DD-A" in outcome.faults[0].message


def test_codes_are_known_from_the_database(tmp_path):
    factories.BodyFactory(code="DD-A")
    assert preview(tmp_path, seats=[SEATS, SEAT], meetings=[MEETINGS, MEETING]).faults == []


def test_codes_typed_as_numbers(tmp_path):
    path = workbooks.save(
        tmp_path / "a.xlsx",
        {"Tổ chức": bodies(Mã=101.0), "Vị trí": [SEATS, ["101", "A-01", "Bí thư", "1/1/2020", None]]},
    )
    imports.commit(path=path, by=None)
    assert Body.objects.get().code == "101"


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([MEMBER, ["DD-A", "A-01", "CB2", "Lê Thị B", "01/06/2021", None]], 3),
        (
            [
                ["DD-A", "A-01", "CB1", "Nguyễn Văn Hoà", "01/01/2020", "01/06/2021"],
                ["DD-A", "A-01", "CB2", "Lê Thị B", "01/06/2021", None],
            ],
            3,
        ),
        ([["DD-A", "A-01", "CB2", "Lê Thị B", "01/06/2021", None], MEMBER], 3),
    ],
)
def test_two_members_of_one_seat_at_a_time(tmp_path, rows, row):
    assert faults(preview(tmp_path, bodies=ORGANISATIONS, seats=[SEATS, SEAT], members=[MEMBERS, *rows])) == [
        ("Thành viên", row, "Từ ngày")
    ]


def test_neighbouring_memberships_are_fine(tmp_path):
    rows = [
        ["DD-A", "A-01", "CB1", "Nguyễn Văn Hoà", "01/01/2020", "31/05/2021"],
        ["DD-A", "A-01", "CB2", "Lê Thị B", "01/06/2021", None],
    ]
    assert preview(tmp_path, bodies=ORGANISATIONS, seats=[SEATS, SEAT], members=[MEMBERS, *rows]).faults == []


def test_overlaps_with_the_database_and_borders_that_move(tmp_path):
    body = factories.BodyFactory(code="DD-A")
    seat = factories.SeatFactory(body=body, code="A-01")
    first, second = (
        factories.PersonFactory(code="CB1", full_name="Nguyễn Văn Hoà"),
        factories.PersonFactory(code="CB2", full_name="Lê Thị B"),
    )
    factories.MembershipFactory(
        seat=seat, person=first, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2021, 5, 31)
    )
    factories.MembershipFactory(seat=seat, person=second, starts_on=dt.date(2021, 6, 1))
    new = ["DD-A", "A-01", "CB3", "Trần C", "01/01/2021", "02/01/2021"]
    assert faults(preview(tmp_path, members=[MEMBERS, new])) == [("Thành viên", 2, "Từ ngày")]
    # the second goes on from a month later, and the first stays until then: one row of the file each
    moved = [
        ["DD-A", "A-01", "CB1", "Nguyễn Văn Hoà", "01/01/2020", "30/06/2022"],
        ["DD-A", "A-01", "CB2", "Lê Thị B", "01/06/2021", "01/06/2021"],
    ]
    assert faults(preview(tmp_path, members=[MEMBERS, *moved])) == [("Thành viên", 3, "Từ ngày")]
    swapped = [
        ["DD-A", "A-01", "CB1", "Nguyễn Văn Hoà", "01/01/2020", "31/05/2020"],
        ["DD-A", "A-01", "CB1", "Nguyễn Văn Hoà", "01/06/2020", "31/05/2021"],
    ]
    imports.commit(path=workbooks.save(tmp_path / "b.xlsx", {"Thành viên": [MEMBERS, *swapped]}), by=None)
    assert Membership.objects.count() == 3


def test_a_seat_of_another_body(tmp_path):
    rows = [*ORGANISATIONS, ["DD-B", "Đảng đoàn Hội B", "Đảng đoàn", "Hội B", "01/01/2020"]]
    assert faults(
        preview(tmp_path, bodies=rows, seats=[SEATS, SEAT], members=[MEMBERS, ["DD-B", *MEMBER[1:]]])
    ) == [("Thành viên", 2, "Mã vị trí")]


def test_one_code_is_one_person(tmp_path):
    both = [*ORGANISATIONS, ["DD-B", "Đảng đoàn Hội B", "Đảng đoàn", "Hội B", "01/01/2020"]]
    seats = [SEATS, SEAT, ["DD-B", "B-01", "Uỷ viên", "01/01/2020", None]]
    other = ["DD-B", "B-01", "CB1", "Nguyễn Văn Hoa", "01/01/2020", None]
    assert faults(preview(tmp_path, bodies=both, seats=seats, members=[MEMBERS, MEMBER, other])) == [
        ("Thành viên", 3, "Họ và tên")
    ]
    other[3] = "NGUYỄN VĂN HÒA"  # the mark stands elsewhere: the same name
    assert preview(tmp_path, bodies=both, seats=seats, members=[MEMBERS, MEMBER, other]).faults == []


def test_one_code_is_one_person_in_the_database_too(tmp_path):
    factories.PersonFactory(code="CB1", full_name="Lê Thị B")
    sheets = {"Tổ chức": ORGANISATIONS, "Vị trí": [SEATS, SEAT], "Thành viên": [MEMBERS, MEMBER]}
    assert faults(preview(tmp_path, **sheets)) == [("Thành viên", 2, "Họ và tên")]
    renamed = sheets | {"Cán bộ": [["Mã cán bộ", "Họ và tên"], ["CB1", "Nguyễn Văn Hoà"]]}
    imports.commit(path=workbooks.save(tmp_path / "b.xlsx", renamed), by=None)
    assert Person.objects.get().full_name == "Nguyễn Văn Hoà"


@pytest.mark.parametrize(
    ("sheet", "headings", "row", "column"),
    [
        ("Tổ chức", workbooks.BODIES, workbooks.BODY, "Mã"),
        (
            "Chu kỳ họp",
            ["Mã tổ chức", "Số tháng", "Từ ngày", "Căn cứ"],
            ["DD-A", 3, "1/1/2024", "a"],
            "Từ ngày",
        ),
        ("Vị trí", SEATS, ["DD-A", "A-09", "Bí thư", "1/1/2020", None], "Mã vị trí"),
        ("Văn bản", ["Số ký hiệu", "Ngày", "Hiệu lực từ"], ["1-QĐ/TU", "1/1/2024", "1/1/2024"], "Số ký hiệu"),
        (
            "Quy chế làm việc",
            ["Mã tổ chức", "Số ký hiệu", "Ngày ban hành", "Hiệu lực từ"],
            ["DD-A", "1-QC", "1/1/2024", "1/1/2024"],
            "Số ký hiệu",
        ),
        (
            "Quy chế phối hợp",
            ["Số ký hiệu", "Loại", "Các bên", "Hiệu lực từ"],
            ["1-QC", "Với cấp uỷ trực thuộc", "DD-A; Thành uỷ", "1/1/2024"],
            "Số ký hiệu",
        ),
        ("Cuộc họp", MEETINGS, ["A/9", *MEETING[1:]], "Mã cuộc họp"),
        ("Nội dung", ["Mã cuộc họp", "TT", "Nội dung", "Nhóm"], ["A/1", 1, "Việc", "Khác"], "TT"),
        ("Điểm danh", ["Mã cuộc họp", "Mã cán bộ", "Tình trạng"], ["A/1", "CB1", "Có mặt"], "Mã cán bộ"),
        (
            "Báo cáo",
            ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp"],
            ["DD-A", "Năm", "2024", "5/1/2025"],
            "Ngày nộp",
        ),
        ("Ngày nghỉ", ["Ngày", "Tên", "Loại"], ["1/1/2030", "Tết", "Nghỉ"], "Ngày"),
        (
            "Miễn, hoãn",
            ["Mã tổ chức", "Quy tắc", "Đối tượng", "Ngày cho phép", "Đến ngày", "Lý do"],
            ["DD-A", "agenda-narrow", "agenda", "1/1/2025", "1/1/2026", "a"],
            "Ngày cho phép",
        ),
    ],
)
def test_a_repeated_key_is_a_fault_at_its_second_row(tmp_path, sheet, headings, row, column):
    sheets = {
        "Tổ chức": ORGANISATIONS,
        "Vị trí": [SEATS, SEAT],
        "Thành viên": [MEMBERS, MEMBER],
        "Cuộc họp": [MEETINGS, MEETING],
    } | {sheet: [headings, row, row]}
    if sheet == "Vị trí":
        sheets["Thành viên"] = [MEMBERS, ["DD-A", "A-09", *MEMBER[2:]]]
    assert faults(preview(tmp_path, **sheets)) == [(sheet, 3, column)]
    sheets[sheet] = [headings, row]
    assert imports.commit(path=workbooks.save(tmp_path / "b.xlsx", sheets), by=None).outcome.faults == []


@pytest.mark.parametrize(
    ("sheet", "headings", "row", "column"),
    [
        ("Chu kỳ họp", ["Mã tổ chức", "Số tháng", "Từ ngày", "Căn cứ"], ["DD-A", 5, "1/1/2024", "a"], "Số tháng"),
        ("Vị trí", SEATS, ["DD-A", "A-02", "Bí thư", "1/1/2020", "31/12/2019"], "Đến ngày"),
        ("Vị trí", SEATS, ["DD-A", "A-02", "Chủ tịch", "1/1/2020", None], "Chức danh"),
        ("Văn bản", ["Số ký hiệu", "Ngày", "Hiệu lực từ", "Thay thế"], ["1-QĐ/TU", "1/1/2024", "1/1/2024", "2-QĐ/TU"], "Thay thế"),
        ("Văn bản", ["Số ký hiệu", "Ngày", "Hiệu lực từ", "Thay thế"], ["1-QĐ/TU", "1/1/2024", "1/1/2024", "1-QĐ/TU"], "Thay thế"),
        ("Quy chế làm việc", ["Mã tổ chức", "Số ký hiệu", "Ngày ban hành", "Hiệu lực từ", "Căn cứ"], ["DD-A", "1", "1/1/2024", "1/1/2024", "x"], "Căn cứ"),
        ("Quy chế làm việc", ["Mã tổ chức", "Số ký hiệu", "Ngày ban hành", "Hiệu lực từ", "Hết hiệu lực"], ["DD-A", "1", "1/1/2024", "2/1/2024", "1/1/2024"], "Hết hiệu lực"),
        ("Quy chế phối hợp", ["Số ký hiệu", "Loại", "Các bên", "Hiệu lực từ"], ["1", "Với ai đó", "DD-A", "1/1/2024"], "Loại"),
        ("Sự kiện", ["Ngày", "Loại", "Tên", "Mã tổ chức"], ["1/1/2024", "Bầu cử", "Bầu cử", "DD-A; DD-X"], "Mã tổ chức"),
        ("Cuộc họp", MEETINGS, ["A/2", "DD-A", "5/9/2026", "Định kỳ", "Đã họp", -1], "Có mặt"),
        ("Cuộc họp", MEETINGS, ["A/2", "DD-A", "5/9/2026", "Định kỳ", "Đã họp", 5.5], "Có mặt"),
        ("Cuộc họp", MEETINGS, ["A/2", "DD-A", "Chưa định", "Định kỳ", "Đã họp", None], "Ngày họp"),
        ("Nội dung", ["Mã cuộc họp", "TT", "Nội dung", "Nhóm"], ["A/9", 1, "Việc", "Khác"], "Mã cuộc họp"),
        ("Nội dung", ["Mã cuộc họp", "TT", "Nội dung", "Nhóm"], ["A/1", "một", "Việc", "Khác"], "TT"),
        ("Điểm danh", ["Mã cuộc họp", "Mã cán bộ", "Tình trạng"], ["A/1", "CB9", "Có mặt"], "Mã cán bộ"),
        ("Điểm danh", ["Mã cuộc họp", "Mã cán bộ", "Tình trạng"], ["A/1", "CB1", "Ốm"], "Tình trạng"),
        ("Báo cáo", ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp"], ["DD-A", "Quý", "2024", "5/1/2025"], "Loại"),
        ("Báo cáo", ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp"], ["DD-A", "Năm", "24", "5/1/2025"], "Kỳ"),
        ("Báo cáo", ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp", "Ngày trả lại"], ["DD-A", "Năm", "2024", "5/1/2025", "4/1/2025"], "Ngày trả lại"),
        ("Báo cáo", ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp", "Ngày nộp lại"], ["DD-A", "Năm", "2024", "5/1/2025", "6/1/2025"], "Ngày nộp lại"),
        ("Ngày nghỉ", ["Ngày", "Tên", "Loại"], ["1/1/2030", "Tết", "Nghỉ bù"], "Loại"),
        ("Miễn, hoãn", ["Mã tổ chức", "Quy tắc", "Đối tượng", "Ngày cho phép", "Đến ngày", "Lý do"], ["DD-A", "a-b", "agenda", "1/1/2025", "1/1/2026", "a"], "Quy tắc"),
        ("Miễn, hoãn", ["Mã tổ chức", "Quy tắc", "Đối tượng", "Ngày cho phép", "Đến ngày", "Lý do"], ["DD-A", "agenda-narrow", "x", "2/1/2025", "1/1/2025", "a"], "Đến ngày"),
        ("Nhiệm vụ", ["Mã nhiệm vụ", "Mã tổ chức", "Nhiệm vụ", "Ngày giao", "Hạn hoàn thành"], ["N1", "DD-A", "Việc", "2/1/2025", "1/1/2025"], "Hạn hoàn thành"),
        ("Đề xuất", ["Mã đề xuất", "Mã tổ chức", "Nội dung", "Ngày ghi nhận", "Ngày trả lời"], ["X1", "DD-A", "Việc", "2/1/2025", "1/2/2025"], "Ngày trả lời"),
        ("Lấy ý kiến", ["Mã phiếu", "Mã tổ chức", "Nội dung", "Nhóm", "Ngày gửi", "Hạn trả lời"], ["P1", "DD-A", "Việc", "Khác", "2/1/2025", "1/1/2025"], "Hạn trả lời"),
        ("Cuộc họp bổ sung", ["Mã cuộc họp", "Số lần sửa giấy mời"], ["A/7", 0], "Mã cuộc họp"),
    ],
)  # fmt: skip
def test_a_row_that_is_refused(tmp_path, sheet, headings, row, column):
    sheets = {
        "Tổ chức": ORGANISATIONS,
        "Vị trí": [SEATS, SEAT],
        "Thành viên": [MEMBERS, MEMBER],
        "Cuộc họp": [MEETINGS, MEETING],
    }
    rows = (
        [*sheets.get(sheet, [headings]), row]
        if sheets.get(sheet, [headings])[0] == headings
        else [headings, row]
    )
    outcome = preview(tmp_path, **(sheets | {sheet: rows}))
    assert faults(outcome) == [(sheet, len(rows), column)]
    with pytest.raises(imports.Faulty):
        imports.commit(path=tmp_path / "a.xlsx", by=None)


def test_an_end_before_a_start_that_only_the_database_knows(tmp_path):
    factories.BodyFactory(code="DD-A", ended_on=dt.date(2021, 1, 1))
    assert faults(preview(tmp_path, bodies=bodies(**{"Ngày thành lập": "1/1/2022"}))) == [
        ("Tổ chức", 2, "Ngày kết thúc")
    ]


def test_parties_are_bodies_by_code_or_name_and_others_by_name(tmp_path):
    rows = [
        ["Số ký hiệu", "Loại", "Các bên", "Hiệu lực từ"],
        ["1-QC", "Giữa các tổ chức", "DD-A; đảng đoàn hội b; Thành uỷ; DD-SAI", "1/1/2024"],
    ]
    sheets = {
        "Tổ chức": [*ORGANISATIONS, ["DD-B", "Đảng đoàn Hội B", "Đảng đoàn", "Hội B", "1/1/2020"]],
        "Quy chế phối hợp": rows,
    }
    outcome = imports.commit(path=workbooks.save(tmp_path / "a.xlsx", sheets), by=None).outcome
    assert list(CoordinationParty.objects.order_by("position").values_list("body__code", "name")) == [
        ("DD-A", ""),
        ("DD-B", ""),
        (None, "Thành uỷ"),
        (None, "DD-SAI"),
    ]
    assert [(w.column, w.value) for w in outcome.warnings] == [("Các bên", "DD-SAI")]


def test_rows_of_one_event_add_up(tmp_path):
    rows = [
        ["Ngày", "Loại", "Tên", "Mã tổ chức"],
        ["1/1/2024", "Bầu cử", "Bầu cử", "DD-A"],
        ["1/1/2024", "Bầu cử", "Bầu cử", "DD-B"],
    ]
    sheets = {
        "Tổ chức": [*ORGANISATIONS, ["DD-B", "Đảng đoàn Hội B", "Đảng đoàn", "Hội B", "1/1/2020"]],
        "Sự kiện": rows,
    }
    imports.commit(path=workbooks.save(tmp_path / "a.xlsx", sheets), by=None)
    assert set(Event.objects.get().bodies.values_list("code", flat=True)) == {"DD-A", "DD-B"}
    sheets["Sự kiện"] = rows[:2]
    imports.commit(path=workbooks.save(tmp_path / "a.xlsx", sheets), by=None)
    assert set(Event.objects.get().bodies.values_list("code", flat=True)) == {"DD-A"}


def test_days_off_replace_the_years_they_name(tmp_path):
    DayOff.objects.all().delete()
    DayOff.objects.create(day=dt.date(2030, 5, 1), name="Cũ", kind="off")
    DayOff.objects.create(day=dt.date(2031, 5, 1), name="Năm khác", kind="off")
    path = workbooks.save(
        tmp_path / "a.xlsx", {"Ngày nghỉ": [["Ngày", "Tên", "Loại"], ["1/1/2030", "Tết Dương lịch", "Nghỉ"]]}
    )
    outcome = imports.commit(path=path, by=None).outcome
    assert set(DayOff.objects.values_list("day", flat=True)) == {dt.date(2030, 1, 1), dt.date(2031, 5, 1)}
    assert [(w.sheet, w.row, w.value) for w in outcome.warnings] == [("Ngày nghỉ", 2, 2030)]
    assert [(one.key, one.before) for one in outcome.changes] == [("01/05/2030", "Cũ (Nghỉ)")]
    assert outcome.counts["Ngày nghỉ"].removed == 1


def test_a_head_count_that_differs_is_a_warning(tmp_path):
    sheets = {
        "bodies": ORGANISATIONS,
        "seats": [SEATS, SEAT],
        "members": [MEMBERS, MEMBER],
        "meetings": [MEETINGS, [*MEETING[:5], 4]],
    }
    rows = [["Mã cuộc họp", "Mã cán bộ", "Tình trạng"], ["A/1", "CB1", "Có mặt"]]
    outcome = preview(tmp_path, **sheets, **{"Điểm danh": rows})
    assert [(w.sheet, w.row, w.column, w.value) for w in outcome.warnings] == [("Cuộc họp", 2, "Có mặt", 4)]


def test_settings_are_read_and_unknown_ones_named(tmp_path):
    rows = [
        ["Tên", "Giá trị"],
        ["TÊN TỈNH", "tỉnh Mẫu"],
        ["Theo dõi từ ngày", dt.datetime(2024, 1, 1)],
        ["Màu", "đỏ"],
    ]
    outcome = imports.commit(path=workbooks.save(tmp_path / "a.xlsx", {"Cài đặt": rows}), by=None).outcome
    assert Province.objects.get().tracking_from == dt.date(2024, 1, 1)
    assert [(w.row, w.value) for w in outcome.warnings] == [(4, "Màu")]
    rows[2][1] = "2024"
    assert faults(preview(tmp_path, **{"Cài đặt": rows})) == [("Cài đặt", 3, "Giá trị")]


def test_a_province_needs_its_name_and_day(tmp_path):
    assert faults(preview(tmp_path, **{"Cài đặt": [["Tên", "Giá trị"], ["Tên tỉnh", "tỉnh Mẫu"]]})) == [
        ("Cài đặt", 1, "Tên")
    ]


def test_the_empty_form_as_it_was_taken_has_no_fault_where_the_office_is_set_up(tmp_path):
    office = factories.ProvinceFactory()
    exports.empty_form(to=tmp_path / "mau.xlsx")
    assert faults(imports.preview(path=tmp_path / "mau.xlsx")) == []
    imports.commit(path=tmp_path / "mau.xlsx", by=None)
    assert Province.objects.get().name == office.name


def test_the_empty_form_asks_a_new_office_for_its_name_and_day(tmp_path):
    exports.empty_form(to=tmp_path / "mau.xlsx")
    outcome = imports.preview(path=tmp_path / "mau.xlsx")
    assert faults(outcome) == [("Cài đặt", 1, "Tên")]
    assert "Tên tỉnh; Theo dõi từ ngày" in outcome.faults[0].message


def test_offices_are_made_from_the_seats(tmp_path):
    rows = [
        [*SEATS, "Theo chức vụ"],
        [*SEAT, "Chủ tịch Hội"],
        ["DD-A", "A-02", "Uỷ viên", "1/1/2020", None, "Chủ tịch  Hội "],
    ]
    imports.commit(
        path=workbooks.save(tmp_path / "a.xlsx", {"Tổ chức": ORGANISATIONS, "Vị trí": rows}), by=None
    )
    assert Office.objects.count() == 1
    assert set(Seat.objects.values_list("office__name", flat=True)) == {"Chủ tịch Hội"}


def test_text_in_nfd_is_the_same_text(tmp_path):
    nfd = [
        [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]
        for row in ORGANISATIONS
    ]
    imports.commit(
        path=workbooks.save(tmp_path / "a.xlsx", {unicodedata.normalize("NFD", "Tổ chức"): nfd}), by=None
    )
    assert Body.objects.get().name == "Đảng đoàn Hội A"
    assert imports.commit(
        path=workbooks.save(tmp_path / "b.xlsx", {"Tổ chức": ORGANISATIONS}), by=None
    ).changed_nothing


def test_a_font_from_before_unicode_is_a_warning(tmp_path):
    book = Workbook()
    page = book.active
    page.title = "Tổ chức"
    page.append(workbooks.BODIES)
    page.append(["DD-A", "\u00a7\u00b6ng \u00aeoµn", "Đảng đoàn", "Hội A", "1/1/2020"])
    page["B2"].font = Font(name=".VnTime")
    book.save(tmp_path / "a.xlsx")
    assert [(w.row, w.column) for w in imports.preview(path=tmp_path / "a.xlsx").warnings] == [
        (2, "Tên tổ chức")
    ]


def test_a_hidden_sheet_is_read_with_a_warning(tmp_path):
    book = Workbook()
    page = book.create_sheet("Tổ chức")
    page.append(workbooks.BODIES)
    page.append(workbooks.BODY)
    page.sheet_state = "hidden"
    book.active.title = "Bìa"
    book.save(tmp_path / "a.xlsx")
    outcome = imports.preview(path=tmp_path / "a.xlsx")
    assert (outcome.counts["Tổ chức"].new, sorted(w.sheet for w in outcome.warnings)) == (
        1,
        ["Bìa", "Tổ chức"],
    )


def test_a_postponed_meeting_may_have_no_day(tmp_path):
    rows = [MEETINGS, ["A/1", "DD-A", "Chưa định", "Định kỳ", "Hoãn", None]]
    imports.commit(
        path=workbooks.save(tmp_path / "a.xlsx", {"Tổ chức": ORGANISATIONS, "Cuộc họp": rows}), by=None
    )
    assert Meeting.objects.get().held_on is None


DIRECTIONS = [
    "Mã ý kiến",
    "Mã tổ chức",
    "Quy tắc",
    "Đối tượng",
    "Nội dung chỉ đạo",
    "Lãnh đạo",
    "Ngày cho ý kiến",
    "Hạn thực hiện",
    "Ngày kết thúc",
    "Kết quả",
]
DIRECTION = [
    "CD-1",
    "DD-A",
    "understaffed",
    "A-01",
    "Kiện toàn vị trí khuyết",
    "Trần Thị Mẫu",
    "05/09/2026",
    "05/10/2026",
    None,
    None,
]
STEPS = ["Mã ý kiến", "TT", "Ngày", "Loại", "Nội dung", "Kết quả đề nghị", "Hạn mới", "Người nêu"]
STEP = [
    "CD-1",
    1,
    "10/09/2026",
    "Đề nghị kết thúc",
    "Đã có quyết định",
    "đã thực hiện",
    None,
    "Chuyên viên mẫu",
]


def direction_sheets(step=(), **values):
    row = dict(zip(DIRECTIONS, DIRECTION, strict=True)) | values
    return {
        "Ý kiến chỉ đạo": [DIRECTIONS, list(row.values())],
        "Thực hiện chỉ đạo": [STEPS, list((dict(zip(STEPS, STEP, strict=True)) | dict(step)).values())],
    }


def test_directions_and_their_steps_come_in(tmp_path):
    path = workbooks.save(tmp_path / "a.xlsx", {"Tổ chức": ORGANISATIONS, **direction_sheets()})
    assert imports.commit(path=path, by=None).outcome.faults == []
    made = Direction.objects.get()
    assert (made.rule, made.subject, made.leader_name, made.given_by, made.closed_on) == (
        "understaffed",
        "A-01",
        "Trần Thị Mẫu",
        None,
        None,
    )
    assert made.search_text.startswith("cd-1 kien toan")
    assert (DirectionStep.objects.get().kind, DirectionStep.objects.get().outcome) == ("proposal", "done")
    assert imports.commit(path=path, by=None).changed_nothing


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"Hạn thực hiện": "01/09/2026"}, "Hạn thực hiện"),
        ({"Ngày kết thúc": "01/09/2026", "Kết quả": "đã thực hiện"}, "Ngày kết thúc"),
        ({"Ngày kết thúc": "10/09/2026"}, "Kết quả"),
        ({"Đối tượng": None}, "Đối tượng"),
        ({"Quy tắc": "khong-co"}, "Quy tắc"),
        ({"Nội dung chỉ đạo": "(Tối mật) Kiện toàn"}, "Nội dung chỉ đạo"),
        ({"step": {"Loại": "báo cáo tiến độ"}}, "Kết quả đề nghị"),
        ({"step": {"Hạn mới": "01/12/2026"}}, "Hạn mới"),
        ({"step": {"Mã ý kiến": "CD-9"}}, "Mã ý kiến"),
    ],
)
def test_a_fault_of_a_direction_is_told_at_its_cell(tmp_path, changed, column):
    outcome = preview(tmp_path, bodies=ORGANISATIONS, **direction_sheets(**changed))
    assert [where[1:] for where in faults(outcome)] == [(2, column)]
