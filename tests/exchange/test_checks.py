"""What a screen refuses, the workbook tells at its cell; two spellings of one name are one record. Over files
as offices keep them."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError

from core.errors import Refused
from delegations.forms.choosing import PersonField
from delegations.models import Body, BodyKind, Membership, Office, Person, Seat
from delegations.services import committees, kinds, offices, seats
from exchange.services import imports
from meetings.models import Matter
from meetings.services import matters
from obligations import facts
from obligations.services import judging
from tests import factories
from tests.exchange import workbooks
from tests.exchange.test_rows import MEETINGS, MEMBERS, ORGANISATIONS, SEAT, SEATS

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parent.parent / "data" / "office"
DAY = dt.date(2026, 11, 29)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(dt.datetime(2026, 11, 29, 3, tzinfo=dt.UTC)):
        yield


def preview(tmp_path, **sheets):
    return imports.preview(path=workbooks.save(tmp_path / "a.xlsx", sheets))


def faults(outcome):
    return [(fault.sheet, fault.row, fault.column) for fault in outcome.faults]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01-one-person-two-seats", [("Thành viên", 5, "Mã cán bộ")]),
        (
            "01b-meeting-before-founding-and-in-future",
            [("Cuộc họp", 2, "Ngày họp"), ("Cuộc họp", 3, "Ngày họp"), ("Cuộc họp", 5, "Ngày ký biên bản")],
        ),
        ("01c-votes-50-of-4", [("Quyết nghị", 2, "Ngày quyết nghị"), ("Quyết nghị", 2, "Tán thành")]),
    ],
)
def test_what_screens_refuse_is_a_fault_at_its_cell(name, expected):
    assert faults(imports.preview(path=FILES / f"{name}.xlsx")) == expected


FIVE = [["DD-A", f"A-0{n}", "Uỷ viên", "01/01/2020", None] for n in range(1, 6)]
HELD = [["DD-A", f"A-0{n}", f"CB{n}", f"Người Số {n}", "01/01/2020", None] for n in range(1, 6)]


def five(**sheets):
    return {"Tổ chức": ORGANISATIONS, "Vị trí": [SEATS, *FIVE], "Thành viên": [MEMBERS, *HELD]} | {
        name.replace("_", " "): rows for name, rows in sheets.items()
    }


SIGNED = [*MEETINGS, "Ngày ký biên bản"]


@pytest.mark.parametrize(
    ("sheet", "rows", "expected"),
    [
        ("Cuộc họp", [MEETINGS, ["A/1", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", 500]], (2, "Có mặt")),
        ("Cuộc họp", [MEETINGS, ["A/1", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", "1.000"]], (2, "Có mặt")),
        ("Cuộc họp", [MEETINGS, ["A/1", "DD-A", "30/11/2026", "Định kỳ", "Đã họp", 5]], (2, "Ngày họp")),
        (
            "Cuộc họp",
            [SIGNED, ["A/1", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", 5, "30/11/2026"]],
            (2, "Ngày ký biên bản"),
        ),
        ("Vị trí", [SEATS, *FIVE, ["DD-A", "A-09", "Uỷ viên", "31/12/2019", None]], (7, "Từ ngày")),
        (
            "Thành viên",
            [MEMBERS, *HELD[1:], ["DD-A", "A-01", "CB1", "Người Số 1", "31/12/2019", None]],
            (6, "Từ ngày"),
        ),
        (
            "Báo cáo",
            [["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp"], ["DD-A", "Năm", 2026, "30/11/2026"]],
            (2, "Ngày nộp"),
        ),
        (
            "Báo cáo",
            [["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp"], ["DD-A", "Năm", 2029, "01/11/2026"]],
            (2, "Ngày nộp"),
        ),
        (
            "Đề xuất",
            [
                ["Mã đề xuất", "Mã tổ chức", "Nội dung", "Ngày ghi nhận", "Ngày gửi"],
                ["A/DX", "DD-A", "Việc", "01/11/2026", "30/11/2026"],
            ],
            (2, "Ngày gửi"),
        ),
        (
            "Nhiệm vụ",
            [
                ["Mã nhiệm vụ", "Mã tổ chức", "Nhiệm vụ", "Ngày giao", "Ngày hoàn thành"],
                ["A/NV", "DD-A", "Việc", "01/11/2026", "30/11/2026"],
            ],
            (2, "Ngày hoàn thành"),
        ),
        (
            "Quyết nghị",
            [
                [
                    "Mã quyết nghị",
                    "Mã tổ chức",
                    "Ngày quyết nghị",
                    "Nội dung",
                    "Nhóm",
                    "Hình thức",
                    "Được thông qua",
                    "Cách biểu quyết",
                    "Tán thành",
                ],
                [
                    "A/QN",
                    "DD-A",
                    "05/09/2026",
                    "Việc",
                    "Khác",
                    "Quyết định theo thẩm quyền",
                    "Có",
                    "Biểu quyết giơ tay",
                    6,
                ],
            ],
            (2, "Tán thành"),
        ),
        (
            "Quy chế phối hợp",
            [
                ["Số ký hiệu", "Loại", "Các bên", "Hiệu lực từ"],
                ["1-QC", "Với cấp uỷ trực thuộc", "DD-A", "1/1/2024"],
            ],
            (2, "Các bên"),
        ),
        ("Ngày nghỉ", [["Ngày", "Tên", "Loại"], ["30/11/2026", "Bù", "Làm bù"]], (2, "Ngày")),
    ],
)
def test_each_refusal_of_a_screen_has_its_cell(tmp_path, sheet, rows, expected):
    assert faults(preview(tmp_path, **five() | {sheet: rows})) == [(sheet, *expected)]


def test_plans_may_lie_ahead(tmp_path):
    planned = [MEETINGS, ["A/1", "DD-A", "05/09/2027", "Định kỳ", "Dự kiến", None]]
    seats = [SEATS, *FIVE, ["DD-A", "A-09", "Uỷ viên", "01/01/2027", "31/12/2030"]]
    members = [MEMBERS, *HELD, ["DD-A", "A-09", "CB9", "Người Số 9", "01/02/2027", "31/12/2030"]]
    assert (
        preview(tmp_path, **five() | {"Cuộc họp": planned, "Vị trí": seats, "Thành viên": members}).faults
        == []
    )


def test_a_roll_by_name_decides_before_a_head_count(tmp_path):
    meeting = [MEETINGS, ["A/1", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", 6]]
    roll = [["Mã cuộc họp", "Mã cán bộ", "Tình trạng"], ["A/1", "CB1", "Có mặt"]]
    outcome = preview(tmp_path, **five() | {"Cuộc họp": meeting, "Điểm danh": roll})
    assert (outcome.faults, [(w.row, w.column) for w in outcome.warnings]) == ([], [(2, "Có mặt")])


def test_a_second_seat_beside_one_that_the_database_holds(tmp_path):
    body = factories.BodyFactory(code="DD-A")
    first, _second = (
        factories.SeatFactory(body=body, code="A-01"),
        factories.SeatFactory(body=body, code="A-02"),
    )
    factories.MembershipFactory(
        seat=first,
        person=factories.PersonFactory(code="CB1", full_name="Người Một"),
        starts_on=dt.date(2024, 1, 1),
    )
    row = ["DD-A", "A-02", "CB1", "Người Một", "01/01/2025", None]
    assert faults(preview(tmp_path, **{"Thành viên": [MEMBERS, row]})) == [("Thành viên", 2, "Mã cán bộ")]


def test_a_seat_is_not_cut_short_under_its_holder_whom_the_file_leaves_out(tmp_path, staff):
    imports.commit(path=workbooks.save(tmp_path / "all.xlsx", five()), by=None)
    Membership.objects.filter(seat__code="A-02").update(ends_on=dt.date(2024, 6, 30))
    later = ["DD-A", "A-01", "Uỷ viên", "01/01/2022", None]
    shorter = ["DD-A", "A-02", "Uỷ viên", "01/01/2020", "31/12/2021"]
    outcome = preview(tmp_path, **{"Vị trí": [SEATS, later, shorter, *FIVE[2:]]})
    assert faults(outcome) == [("Vị trí", 2, "Từ ngày"), ("Vị trí", 3, "Đến ngày")]
    assert "Người Số 1 giữ vị trí này từ 01/01/2020 đến nay" in outcome.faults[0].message
    with pytest.raises(Refused, match="Người Số 1 giữ vị trí này"):
        seats.edit(seat=Seat.objects.get(code="A-01"), changes={"starts_on": dt.date(2022, 1, 1)}, by=staff)
    moved = [["DD-A", "A-01", "CB1", "Người Số 1", "01/01/2022", None]]
    assert Membership.objects.filter(person__code="CB1").delete()
    assert faults(preview(tmp_path, **{"Vị trí": [SEATS, later], "Thành viên": [MEMBERS, *moved]})) == []


def test_a_code_that_another_body_uses_takes_nothing_from_it(tmp_path):
    sheets = five(Cuộc_họp=[MEETINGS, ["01/2026", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", 5]])
    imports.commit(path=workbooks.save(tmp_path / "all.xlsx", sheets), by=None)
    other = {
        "Tổ chức": [ORGANISATIONS[0], ["DD-B", *ORGANISATIONS[1][1:]]],
        "Vị trí": [SEATS, ["DD-B", "A-01", "Uỷ viên", "01/01/2020", None]],
    }
    outcome = preview(
        tmp_path,
        **other,
        **{"Cuộc họp": [MEETINGS, ["01/2026", "DD-B", "06/09/2026", "Định kỳ", "Đã họp", 3]]},
    )
    assert faults(outcome) == [("Vị trí", 2, "Mã tổ chức"), ("Cuộc họp", 2, "Mã tổ chức")]
    assert "DD-A" in outcome.faults[1].message


def test_the_same_meeting_under_two_codes_is_a_warning(tmp_path):
    rows = [
        MEETINGS,
        ["A/1", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", 4],
        ["A/2", "DD-A", "05/09/2026", "Định kỳ", "Đã họp", 4],
    ]
    rows += [
        ["A/3", "DD-A", "05/09/2026", "Chuyên đề", "Đã họp", 4],
        ["A/4", "DD-A", "05/09/2026", "Định kỳ", "Huỷ", None],
    ]
    outcome = preview(tmp_path, **five() | {"Cuộc họp": rows})
    assert (outcome.faults, [(w.row, w.value) for w in outcome.warnings]) == ([], [(3, "A/2")])
    assert "A/1" in outcome.warnings[0].message


def test_a_second_report_of_a_year_is_a_warning(tmp_path):
    headings = ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp", "Ngày trả lại"]
    returned, sent = (
        ["DD-A", "Năm", 2025, "01/01/2026", "05/01/2026"],
        ["DD-A", "Năm", 2025, "10/01/2026", None],
    )
    sheets = five(Báo_cáo=[headings, returned, sent])
    assert preview(tmp_path, **sheets).warnings == []
    imports.commit(path=workbooks.save(tmp_path / "all.xlsx", sheets), by=None)
    (warning,) = preview(
        tmp_path, **{"Báo cáo": [headings, sent, ["DD-A", "Năm", 2025, "12/01/2026", None]]}
    ).warnings
    assert (warning.row, warning.column, "10/01/2026" in warning.message) == (3, "Ngày nộp", True)


def test_who_holds_a_seat_already_is_named(tmp_path):
    imports.commit(path=workbooks.save(tmp_path / "all.xlsx", five()), by=None)
    (fault,) = preview(
        tmp_path, **{"Thành viên": [MEMBERS, ["DD-A", "A-01", "CB9", "Người Mới", "04/05/2025", None]]}
    ).faults
    assert "cho đồng chí Người Số 1 thôi giữ đến 03/05/2025" in fault.message


def test_spellings_of_one_name_are_one_record():
    outcome = imports.preview(path=FILES / "02-spelling-twins.xlsx")
    assert faults(outcome) == [("Loại tổ chức", row, "Tên loại") for row in (3, 4, 5)] + [
        ("Chức vụ", row, "Chức vụ") for row in (3, 4, 5)
    ]


def test_a_name_of_the_database_is_known_in_any_spelling(tmp_path):
    factories.BodyFactory(code="DD-A")
    office = Office.objects.create(name="Chủ tịch Toà án")
    seats = [
        [*SEATS, "Theo chức vụ"],
        [*SEAT, "CHỦ TỊCH\u00a0Tòa án\u200b"],
        ["DD-A", "A-02", "Uỷ viên", "1/1/2020", None, "Phó Chủ tịch"],
    ]
    path = workbooks.save(
        tmp_path / "a.xlsx", {"Vị trí": seats, "Loại tổ chức": [["Tên", "Thứ tự"], ["Ðảng ủy", 3]]}
    )
    outcome = imports.commit(path=path, by=None).outcome
    assert Seat.objects.get(code="A-01").office == office
    assert list(BodyKind.objects.filter(name__in=["Đảng uỷ", "Đảng ủy"]).values_list("name", flat=True)) == [
        "Đảng uỷ"
    ]
    assert outcome.counts["Chức vụ"].new == 1
    assert [(change.column, change.after) for change in outcome.changes if change.sheet == "Vị trí"] == [
        ("Theo chức vụ", "Chức vụ mới: Phó Chủ tịch")
    ]


def test_a_kind_is_the_one_that_is_written_before_one_that_sounds_like_it(tmp_path):
    rows = [
        ["DD-A", "A", "Ban Hoa", "H", "01/01/2020"],
        ["DD-B", "B", "Ban Hoà", "H", "01/01/2020"],
        ["DD-C", "C", "BAN HÒA", "H", "01/01/2020"],
    ]
    sheets = {
        "Loại tổ chức": [["Tên", "Thứ tự"], ["Ban Hoa", 10], ["Ban Hoà", 11]],
        "Tổ chức": [ORGANISATIONS[0], *rows],
    }
    imports.commit(path=workbooks.save(tmp_path / "a.xlsx", sheets), by=None)
    assert dict(Body.objects.values_list("code", "kind__name")) == {
        "DD-A": "Ban Hoa",
        "DD-B": "Ban Hoà",
        "DD-C": "Ban Hoà",
    }


def test_a_party_is_the_body_of_that_name_before_one_that_sounds_like_it(tmp_path):
    rows = [
        ["DD-A", "Đảng đoàn Hội Hoa", *ORGANISATIONS[1][2:]],
        ["DD-B", "Đảng đoàn Hội Hoà", *ORGANISATIONS[1][2:]],
    ]
    headings = ["Số ký hiệu", "Loại", "Các bên", "Hiệu lực từ"]
    parties = "Đảng đoàn hội hoa; Đảng đoàn Hội Hòa"
    sheets = {
        "Tổ chức": [ORGANISATIONS[0], *rows],
        "Quy chế phối hợp": [headings, ["1-QC", "Giữa các tổ chức", parties, "1/1/2024"]],
    }
    assert faults(preview(tmp_path, **sheets)) == []


def test_codes_that_differ_in_spelling_alone_are_warned_of_once(tmp_path):
    sheets = five(
        Văn_bản=[
            ["Số ký hiệu", "Ngày", "Hiệu lực từ"],
            ["9-QĐ/TU", "1/1/2024", "1/1/2024"],
            ["9–Qđ/TU", "1/1/2024", "1/1/2024"],
        ]
    )
    sheets["Thành viên"] = [MEMBERS, *HELD[:4], ["DD-A", "A-05", "cb1", "Người Số 5", "01/01/2020", None]]
    outcome = preview(tmp_path, **sheets)
    assert outcome.faults_total == 0
    assert [(w.sheet, w.row, w.column) for w in outcome.warnings] == [
        ("Thành viên", 6, "Mã cán bộ"),
        ("Văn bản", 3, "Số ký hiệu"),
    ]
    imports.commit(path=workbooks.save(tmp_path / "a.xlsx", sheets), by=None)
    assert preview(tmp_path, **sheets).warnings == []


def test_a_party_named_by_a_code_in_other_capitals_is_asked_about(tmp_path):
    sheets = five(
        Quy_chế_phối_hợp=[
            ["Số ký hiệu", "Loại", "Các bên", "Hiệu lực từ"],
            ["1-QC", "Với cấp uỷ trực thuộc", "dd-a; Huyện uỷ B", "1/1/2024"],
        ]
    )
    assert ["“DD-A”" in w.message for w in preview(tmp_path, **sheets).warnings] == [True]


def test_a_persons_name_in_another_spelling_is_no_other_person(tmp_path):
    factories.BodyFactory(code="DD-A")
    factories.PersonFactory(code="CB1", full_name="Ðỗ Thị Hoà")
    imports.commit(
        path=workbooks.save(
            tmp_path / "a.xlsx",
            {
                "Vị trí": [SEATS, SEAT],
                "Thành viên": [MEMBERS, ["DD-A", "A-01", "CB1", "ĐỖ THỊ HÒA", "1/1/2020", None]],
            },
        ),
        by=None,
    )
    assert Person.objects.get(code="CB1").full_name == "Đỗ Thị Hoà"


def test_screens_know_a_name_in_any_spelling(staff, administrator):
    offices.create(name="Chủ tịch Toà án", by=staff)
    kinds.create(name="Hội", position=9, by=staff)
    matters.add(values={"name": "Bổ nhiệm uỷ viên"}, by=staff)
    committees.register(name="Huyện uỷ Bắc", by=staff)
    for again in (
        lambda: offices.create(name="chủ tịch tòa án\u200b", by=staff),
        lambda: kinds.create(name="HỘI", position=9, by=staff),
        lambda: matters.add(values={"name": "Bổ nhiệm ủy viên"}, by=staff),
        lambda: committees.register(name="Huyện ủy Bắc", by=staff),
    ):
        with pytest.raises(Refused, match="Đã có"):
            again()
    assert committees.register_many(names=["Huyện ủy  Bắc", "Huyện uỷ Nam", "huyện ủy nam"], by=staff) == 1
    assert Matter.objects.count() == 1


def test_of_two_codes_in_other_capitals_the_form_takes_the_one_that_is_typed():
    small, capital = (
        factories.PersonFactory(code="cb1", full_name="Người Một"),
        factories.PersonFactory(code="CB1", full_name="Người Hai"),
    )
    field = PersonField(people=Person.objects.all())
    assert [field.clean(code) for code in ("cb1", "CB1")] == [small, capital]
    with pytest.raises(ValidationError, match="Có nhiều đồng chí khớp"):
        field.clean("Cb1")


def test_a_consultation_that_nobody_counted_is_found():
    imports.commit(path=FILES / "11-consultation-open-after-deadline.xlsx", by=None)
    (verdict,) = judging.verdicts(judging.standard(DAY), facts.bodies())
    (found,) = [finding for finding in verdict.findings if finding.rule == "consultation-open"]
    assert (found.subject, found.status, found.due_on) == ("H4-LYK", "overdue", dt.date(2026, 9, 10))
    assert [person["code"] for person in found.evidence["silent"]] == ["H4A", "H4B", "H4C", "H4D"]
