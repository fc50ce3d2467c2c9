# ruff: noqa: E501 -- rows of tables
"""Kinds, rows of law, successions of duties and report regimes: each fault at its cell, and what is only a warning."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from delegations.enums import Duty
from delegations.models import Body, BodyKind, DutySuccession, LawRow, Province
from exchange.services import exports, imports
from reports.models import Report, ReportRegime
from tests import factories
from tests.exchange import workbooks

pytestmark = pytest.mark.django_db

KINDS = [["Tên loại", "Cấp", "Là cơ quan"], ["Đảng uỷ xã", "Xã", "Không"], ["Ban Thường vụ", "Tỉnh", "Có"]]
HEADS = [
    "Mã",
    "Tên tổ chức",
    "Loại",
    "Cơ quan chủ quản",
    "Ngày thành lập",
    "Ngày kết thúc",
    "Kế thừa bởi",
    "Thuộc",
    "Quan hệ",
]
LAW = ["Loại", "Quy tắc", "Tham số", "Giá trị", "Từ ngày", "Đến ngày", "Căn cứ"]
SUCCESSION = ["Tổ chức cũ", "Tổ chức mới", "Từ ngày", "Nghĩa vụ"]
REGIME = ["Mã", "Tên", "Loại tổ chức", "Kỳ", "Hạn", "Báo trước", "Từ ngày", "Đến ngày", "Căn cứ"]
QUARTERLY = ["BC-Q", "Báo cáo quý", "Mọi loại", "Quý", 10, None, "1/1/2026", None, "21-QĐ/TU"]
REPORT = ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp"]


def body(
    code: str,
    kind: str = "Đảng uỷ xã",
    *,
    ended: str | None = None,
    by: str | None = None,
    under: str | None = None,
    relation: str | None = None,
) -> list:
    return [code, f"Đảng uỷ {code}", kind, "UBND xã", "01/01/2020", ended, by, under, relation]


BODIES = [body("A"), body("B"), body("A-BTV", "Ban Thường vụ", under="A", relation="Cơ quan")]


def book(tmp_path, sheets: Mapping[str, Sequence[Sequence[Any]]] = {}, bodies: Sequence[Any] = BODIES) -> Any:
    return workbooks.save(tmp_path / "x.xlsx", {"Loại tổ chức": KINDS, "Tổ chức": [HEADS, *bodies], **sheets})


def faults(tmp_path, *arguments: Any, **sheets: Any) -> list[tuple[str, int | None, str]]:
    outcome = imports.preview(path=book(tmp_path, *arguments, **sheets))
    return [(fault.sheet, fault.row, fault.column) for fault in outcome.faults]


@pytest.fixture(autouse=True)
def province():
    factories.ProvinceFactory()


# Bodies and their kinds -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([body("C", under="A", relation="Trực thuộc")], []),
        ([body("C", "DANG UY XA")], []),
        ([body("C", under="A")], [(5, "Quan hệ")]),
        ([body("C", relation="Trực thuộc")], [(5, "Quan hệ")]),
        ([body("C", under="X", relation="Trực thuộc")], [(5, "Thuộc")]),
        ([body("C", under="A", relation="Cơ quan")], [(5, "Quan hệ")]),
        ([body("C", "Ban Thường vụ")], [(5, "Quan hệ")]),
        ([body("C", "Ban Thường vụ", under="A", relation="Trực thuộc")], [(5, "Quan hệ")]),
        ([body("C", "Ban Thường vụ", under="A-BTV", relation="Cơ quan")], [(5, "Thuộc")]),
        ([body("C", "Đảng uỷ huyện")], [(5, "Loại")]),
        ([body("C", "Mọi loại")], [(5, "Loại")]),
        ([body("C", under="C", relation="Trực thuộc")], [(5, "Thuộc")]),
        (
            [
                body("C", under="D", relation="Trực thuộc"),
                body("D", under="E", relation="Trực thuộc"),
                body("E", under="C", relation="Trực thuộc"),
                body("F", under="C", relation="Trực thuộc"),
            ],
            [(7, "Thuộc")],
        ),
        (
            [
                body("C", "Ban Thường vụ", under="D", relation="Cơ quan"),
                body("D", "Ban Thường vụ", under="A", relation="Cơ quan"),
            ],
            [(6, "Thuộc")],
        ),
    ],
)
def test_where_a_body_stands(tmp_path, more, expected):
    assert faults(tmp_path, {}, [*BODIES, *more]) == [("Tổ chức", *where) for where in expected]


def test_a_child_may_stand_before_its_parent(tmp_path):
    rows = [
        body("A-BTV", "Ban Thường vụ", under="A", relation="Cơ quan"),
        body("A", under="B", relation="Trực thuộc"),
        body("B"),
    ]
    imports.commit(path=book(tmp_path, {}, rows), by=None)
    assert list(Body.objects.order_by("code").values_list("code", "parent__code")) == [
        ("A", "B"),
        ("A-BTV", "A"),
        ("B", None),
    ]


def test_a_stored_body_may_come_under_a_new_one_and_leave_it_again(tmp_path):
    imports.commit(path=book(tmp_path), by=None)
    imports.commit(path=book(tmp_path, {}, [body("A", under="N", relation="Trực thuộc"), body("N")]), by=None)
    assert Body.objects.get(code="A").parent.code == "N"
    imports.commit(path=book(tmp_path, {}, [body("A")]), by=None)
    assert (Body.objects.get(code="A").parent, Body.objects.get(code="A").relation) == (None, "")


def test_a_circle_with_what_is_stored_is_told_at_the_row(tmp_path):
    imports.commit(path=book(tmp_path, {}, [*BODIES, body("C", under="A", relation="Trực thuộc")]), by=None)
    assert faults(tmp_path, {}, [body("A", under="C", relation="Trực thuộc")]) == [("Tổ chức", 2, "Thuộc")]


def test_a_kind_stays_one_of_organs_while_bodies_are_organs(tmp_path):
    imports.commit(path=book(tmp_path), by=None)
    sheets = {"Loại tổ chức": [KINDS[0], ["Ban thường vụ", "Tỉnh", "Không"]]}
    outcome = imports.preview(path=workbooks.save(tmp_path / "y.xlsx", sheets))
    assert [(fault.sheet, fault.row, fault.column) for fault in outcome.faults] == [
        ("Loại tổ chức", 2, "Là cơ quan")
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["mọi LOẠI", "", ""], "Tên loại"),
        (["ĐẢNG ỦY XÃ", "", ""], "Tên loại"),
        (["Chi bộ", "Huyện", ""], "Cấp"),
        (["Chi bộ", "Xã", "Chưa rõ"], "Là cơ quan"),
        ([None, "Xã", "Có"], "Tên loại"),
    ],
)
def test_a_kind_that_cannot_be(tmp_path, row, column):
    assert faults(tmp_path, {"Loại tổ chức": [*KINDS, row]}) == [("Loại tổ chức", 4, column)]


def test_the_short_heading_and_an_order_are_read(tmp_path):
    rows = [["Tên", "Thứ tự"], ["Đảng uỷ xã", 7], ["Chi bộ", None]]
    imports.commit(path=workbooks.save(tmp_path / "a.xlsx", {"Loại tổ chức": rows}), by=None)
    assert dict(
        BodyKind.objects.filter(name__in=["Đảng uỷ xã", "Chi bộ"]).values_list("name", "position")
    ) == {"Đảng uỷ xã": 7, "Chi bộ": 100}


# Rows of law -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["Mọi loại", "agenda-narrow", None, "Không", "1/1/2026", None, "Đ1"], ""),
        (["Đảng đoàn", None, "own_cadence", "FREE", "1/1/2026", "1/1/2026", "Đ1"], ""),
        (["đảng ủy xã", None, "majority_share", "2/3", "1/1/2026", None, "Đ1"], ""),
        (["Mọi loại", None, "annual_report_founded_by", "31/5", "1/1/2026", None, "Đ1"], ""),
        (["Mọi loại", None, "bare_link_duties", "all", "1/1/2026", None, "Đ1"], ""),
        (["Chi bộ", "agenda-narrow", None, "Không", "1/1/2026", None, "Đ1"], "Loại"),
        ([None, "agenda-narrow", None, "Không", "1/1/2026", None, "Đ1"], "Loại"),
        (["Mọi loại", "agenda-narrow", "restaff_days", "45", "1/1/2026", None, "Đ1"], "Tham số"),
        (["Mọi loại", None, None, "45", "1/1/2026", None, "Đ1"], "Tham số"),
        (["Mọi loại", "no-rule", None, "Có", "1/1/2026", None, "Đ1"], "Quy tắc"),
        (["Mọi loại", None, "no_parameter", "45", "1/1/2026", None, "Đ1"], "Tham số"),
        # How a year is graded is set for all bodies at once.
        (["Mọi loại", None, "grade_good_from", "45", "1/1/2026", None, "Đ1"], ""),
        (["Đảng đoàn", None, "grade_good_from", "45", "1/1/2026", None, "Đ1"], "Loại"),
        (["Mọi loại", "agenda-narrow", None, "yes", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", "agenda-narrow", None, "45", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "restaff_days", "Có", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "restaff_days", "0", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "restaff_days", "2,5", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "meeting_cadence_months", 5, "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "quorum_share", "3/2", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "quorum_share", "0/2", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "quorum_share", dt.date(2026, 3, 2), "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "annual_report_founded_by", "31/6", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "own_cadence", "laxer", "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "restaff_days", None, "1/1/2026", None, "Đ1"], "Giá trị"),
        (["Mọi loại", None, "restaff_days", "45", "2/1/2026", "1/1/2026", "Đ1"], "Đến ngày"),
        (["Mọi loại", None, "restaff_days", "45", None, None, "Đ1"], "Từ ngày"),
        (["Mọi loại", None, "restaff_days", "45", "1/1/2026", None, None], "Căn cứ"),
    ],
)
def test_a_row_of_law(tmp_path, row, column):
    assert faults(tmp_path, {"Áp dụng": [LAW, row]}) == ([("Áp dụng", 2, column)] if column else [])


def test_one_row_a_kind_subject_and_day_however_the_kind_is_spelt(tmp_path):
    rows = [
        ["Đảng uỷ xã", None, "restaff_days", "45", "1/1/2026", None, "Đ1"],
        ["Mọi loại", None, "restaff_days", "45", "1/1/2026", None, "Đ1"],
        ["Đảng uỷ xã", "restaff-due", None, "Có", "1/1/2026", None, "Đ1"],
        ["DANG UY XA", None, "restaff_days", "60", "01-01-2026", None, "Đ1"],
    ]
    assert faults(tmp_path, {"Áp dụng": [LAW, *rows]}) == [("Áp dụng", 5, "Từ ngày")]


def test_a_row_of_law_is_kept_in_its_one_spelling(tmp_path):
    row = ["đảng ủy xã", None, "restaff_days", "045", "1/1/2026", None, "Đ1"]
    path = book(
        tmp_path, {"Áp dụng": [LAW, row, ["MỌI LOẠI", "agenda-narrow", None, "có", "1/1/2026", None, "Đ1"]]}
    )
    imports.commit(path=path, by=None)
    assert sorted(LawRow.objects.values_list("kind__name", "rule", "parameter", "value"), key=str) == [
        ("Đảng uỷ xã", "", "restaff_days", "45"),
        (None, "agenda-narrow", "", "yes"),
    ]
    assert imports.commit(path=path, by=None).changed_nothing


def test_the_set_that_was_switched_on_becomes_rows_without_an_end(tmp_path):
    rows = [["Tên", "Giá trị"], ["Bộ quy định được bật", "146-QĐ/TW; Xuất sắc không quá 20%"]]
    path = workbooks.save(tmp_path / "a.xlsx", {"Cài đặt": rows})
    outcome = imports.commit(path=path, by=None).outcome
    assert Province.objects.get().profiles == ["Xuất sắc không quá 20%"]
    assert sorted(
        LawRow.objects.values_list("kind__name", "parameter", "value", "starts_on", "ends_on", "reference")
    ) == [
        (kind, "meeting_cadence_months", "1", dt.date(2024, 5, 14), None, "146-QĐ/TW, Điều 6")
        for kind in ("Ban cán sự đảng", "Đảng đoàn")
    ]
    assert outcome.counts["Áp dụng"].new == 2
    LawRow.objects.filter(kind__name="Đảng đoàn").update(ends_on=dt.date(2025, 2, 28))
    assert imports.commit(path=path, by=None).changed_nothing


# Duties that pass on ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["A", "B", "1/7/2025", "Báo cáo; Nhiệm vụ; Đề xuất"]], []),
        ([["A", "B", "1/7/2025", "báo cáo"], ["A", "C", "1/7/2025", "Nhiệm vụ"]], []),
        ([["A", "B", "1/7/2025", "Báo cáo"], ["A", "C", "1/8/2025", "Nhiệm vụ; Báo cáo"]], [(3, "Nghĩa vụ")]),
        ([["A", "B", "1/7/2025", "Báo cáo"], ["A", "B", "1/7/2025", "Nhiệm vụ"]], [(3, "Từ ngày")]),
        ([["X", "B", "1/7/2025", "Báo cáo"]], [(2, "Tổ chức cũ")]),
        ([["A", "X", "1/7/2025", "Báo cáo"]], [(2, "Tổ chức mới")]),
        ([["A", "B", "1/7/2025", "Con dấu"]], [(2, "Nghĩa vụ")]),
        ([["A", "B", "1/7/2025", ";"]], [(2, "Nghĩa vụ")]),
        ([["A", "B", "31/12/2019", "Báo cáo"]], [(2, "Từ ngày")]),
        ([["A", "B", "1/1/2020", "Báo cáo"]], []),
        ([["B", "E", "30/6/2025", "Nhiệm vụ"]], []),
        ([["B", "E", "1/7/2025", "Nhiệm vụ"]], [(2, "Từ ngày")]),
        ([["A", "A", "1/7/2025", "Nhiệm vụ"]], [(2, "Tổ chức mới")]),
        (
            [
                ["A", "B", "1/7/2025", "Nhiệm vụ"],
                ["B", "C", "1/7/2025", "Đề xuất"],
                ["C", "A", "1/7/2025", "Báo cáo"],
                ["C", "D", "1/7/2025", "Nhiệm vụ"],
            ],
            [(4, "Tổ chức mới")],
        ),
        ([["A", "B-BTV", "1/7/2025", "Báo cáo"]], [(2, "Nghĩa vụ")]),
        ([["A-BTV", "B", "1/7/2025", "Nhiệm vụ; Báo cáo"]], [(2, "Nghĩa vụ")]),
        ([["A-BTV", "B-BTV", "1/7/2025", "Nhiệm vụ"]], []),
    ],
)
def test_a_succession(tmp_path, rows, expected):
    bodies = [
        *BODIES,
        body("C"),
        body("D"),
        body("E", ended="30/6/2025", by="D"),
        body("B-BTV", "Ban Thường vụ", under="B", relation="Cơ quan"),
    ]
    assert faults(tmp_path, {"Kế thừa": [SUCCESSION, *rows]}, bodies) == [
        ("Kế thừa", *where) for where in expected
    ]


def test_bare_links_that_hand_on_duties_count_in_a_circle(tmp_path):
    """From 2026 on they do; before, they name a successor and no more."""
    for ended, expected in (("31/12/2025", [("Kế thừa", 2, "Tổ chức mới")]), ("30/12/2025", [])):
        bodies = [body("A", ended=ended, by="B"), body("B")]
        assert (
            faults(tmp_path, {"Kế thừa": [SUCCESSION, ["B", "A", "1/7/2025", "Nhiệm vụ"]]}, bodies)
            == expected
        )
    bodies = [body("A", ended="31/12/2025", by="B"), body("B", ended="31/12/2025", by="A")]
    assert faults(tmp_path, {}, bodies) == [("Tổ chức", 3, "Kế thừa bởi")]


def test_a_duty_may_go_to_another_by_one_file_and_not_to_two(tmp_path):
    sheets = {
        "Kế thừa": [
            SUCCESSION,
            ["A", "B", "1/7/2025", "Nhiệm vụ; Đề xuất"],
            ["A", "C", "1/7/2025", "Báo cáo"],
        ]
    }
    imports.commit(path=book(tmp_path, sheets, [*BODIES, body("C")]), by=None)
    assert faults(tmp_path, {"Kế thừa": [SUCCESSION, ["A", "C", "1/8/2025", "Nhiệm vụ"]]}) == [
        ("Kế thừa", 2, "Nghĩa vụ")
    ]
    moved = {
        "Kế thừa": [
            SUCCESSION,
            ["A", "C", "1/7/2025", "Báo cáo; Nhiệm vụ"],
            ["A", "B", "1/7/2025", "Đề xuất"],
        ]
    }
    imports.commit(path=book(tmp_path, moved), by=None)
    assert dict(DutySuccession.objects.values_list("successor__code", "duties")) == {
        "B": [Duty.SUBMISSIONS],
        "C": [Duty.REPORTS, Duty.TASKS],
    }


def test_a_founding_day_stays_before_the_stored_succession(tmp_path):
    imports.commit(
        path=book(tmp_path, {"Kế thừa": [SUCCESSION, ["A", "B", "1/7/2025", "Nhiệm vụ"]]}), by=None
    )
    later = [*body("B")[:4], "02/07/2025", *body("B")[5:]]
    assert faults(tmp_path, {}, [later]) == [("Tổ chức", 2, "Ngày thành lập")]


@pytest.mark.parametrize(
    ("ended", "by", "rows", "left"),
    [
        (None, None, [], ""),
        ("30/6/2025", None, [], "Báo cáo, Nhiệm vụ, Đề xuất"),
        ("30/6/2025", "B", [], "Báo cáo, Nhiệm vụ, Đề xuất"),
        ("31/12/2025", "B", [], ""),
        ("31/12/2025", "B; C", [], "Báo cáo, Nhiệm vụ, Đề xuất"),
        ("31/12/2025", "B", [["A", "C", "1/1/2026", "Nhiệm vụ"]], "Báo cáo, Đề xuất"),
        ("30/6/2025", None, [["A", "B", "1/7/2025", "Nhiệm vụ; Báo cáo; Đề xuất"]], ""),
    ],
)
def test_a_body_that_leaves_duties_is_a_warning(tmp_path, ended, by, rows, left):
    bodies = [body("A", ended=ended, by=by), body("B"), body("C")]
    outcome = imports.preview(path=book(tmp_path, {"Kế thừa": [SUCCESSION, *rows]}, bodies))
    assert outcome.faults == []
    found = [(one.sheet, one.row, one.column) for one in outcome.warnings if one.row]
    assert found == ([("Tổ chức", 2, "Ngày kết thúc")] if left else [])
    assert all(f"không giao cho tổ chức nào: {left}." in one.message for one in outcome.warnings if one.row)


def test_an_organ_leaves_no_reports(tmp_path):
    """And ends with its parent."""
    bodies = [
        body("A", ended="31/12/2025", by="B"),
        body("B"),
        body("A-BTV", "Ban Thường vụ", under="A", relation="Cơ quan"),
    ]
    outcome = imports.preview(path=book(tmp_path, {}, bodies))
    assert [(one.row, "nào: Nhiệm vụ, Đề xuất." in one.message) for one in outcome.warnings] == [(4, True)]


# Report regimes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({}, ""),
        ({2: "Đảng đoàn; đảng ủy xã"}, ""),
        ({4: 0, 5: "0"}, ""),
        ({0: "NĂM"}, "Mã"),
        ({0: None}, "Mã"),
        ({2: "Đảng đoàn; Chi bộ"}, "Loại tổ chức"),
        ({2: None}, "Loại tổ chức"),
        ({3: "2 tháng"}, "Kỳ"),
        ({4: -3}, "Hạn"),
        ({4: None}, "Hạn"),
        ({5: "ít ngày"}, "Báo trước"),
        ({7: "31/12/2025"}, "Đến ngày"),
        ({8: None}, "Căn cứ"),
    ],
)
def test_a_regime(tmp_path, changes, column):
    row = [changes.get(place, value) for place, value in enumerate(QUARTERLY)]
    assert faults(tmp_path, {"Chế độ báo cáo": [REGIME, row]}) == (
        [("Chế độ báo cáo", 2, column)] if column else []
    )


@pytest.mark.parametrize(
    ("kind", "period", "column"),
    [
        ("Năm", 2025, ""),
        ("nam", "2025", ""),
        ("BC-Q", "2026-Q2", ""),
        ("BC-Q", "2019-Q2", ""),
        ("BC-M", "2026-M03", ""),
        ("BC-H", "2026-h1", ""),
        ("BC-Y", 2025, ""),
        ("BC-X", "2026-Q2", "Loại"),
        ("Năm", "2026-H1", "Kỳ"),
        ("BC-Q", "2026-M03", "Kỳ"),
        ("BC-Q", "2026-Q5", "Kỳ"),
        ("BC-M", "2026-M13", "Kỳ"),
        ("BC-H", "2026-H3", "Kỳ"),
        ("BC-Y", "2026-Q1", "Kỳ"),
        ("BC-Q", 2026, "Kỳ"),
        ("Năm", "26", "Kỳ"),
    ],
)
def test_a_reports_period_is_one_of_its_regime(tmp_path, kind, period, column):
    regimes = [
        [code, *QUARTERLY[1:3], rhythm, *QUARTERLY[4:]]
        for code, rhythm in (("BC-Q", "Quý"), ("BC-M", "Tháng"), ("BC-H", "6 tháng"), ("BC-Y", "Năm"))
    ]
    sheets = {"Chế độ báo cáo": [REGIME, *regimes], "Báo cáo": [REPORT, ["A", kind, period, "1/8/2026"]]}
    assert faults(tmp_path, sheets) == ([("Báo cáo", 2, column)] if column else [])


def test_reports_of_one_period_under_two_regimes_are_two(tmp_path):
    rows = [["A", kind, 2025, "10/1/2026"] for kind in ("Năm", "BC-Y")]
    sheets = {
        "Chế độ báo cáo": [REGIME, ["BC-Y", *QUARTERLY[1:3], "Năm", *QUARTERLY[4:]]],
        "Báo cáo": [REPORT, *rows],
    }
    outcome = imports.commit(path=book(tmp_path, sheets), by=None).outcome
    assert [one for one in outcome.warnings if one.sheet == "Báo cáo"] == []
    assert sorted(Report.objects.values_list("regime__code", "period", "year"), key=str) == [
        ("BC-Y", "2025", 2025),
        (None, "2025", 2025),
    ]
    again = {**sheets, "Báo cáo": [REPORT, *rows, rows[0]]}
    assert faults(tmp_path, again) == [("Báo cáo", 4, "Ngày nộp")]


def test_a_regime_with_reports_keeps_its_rhythm(tmp_path):
    sheets = {
        "Chế độ báo cáo": [REGIME, QUARTERLY],
        "Báo cáo": [REPORT, ["A", "BC-Q", "2026-Q1", "1/5/2026"]],
    }
    imports.commit(path=book(tmp_path, sheets), by=None)
    Province.objects.update(one_person_office=True)  # else no regime in force is edited
    monthly = [*QUARTERLY[:3], "Tháng", *QUARTERLY[4:]]
    assert faults(tmp_path, {"Chế độ báo cáo": [REGIME, monthly]}) == [("Chế độ báo cáo", 2, "Kỳ")]
    Report.objects.all().delete()
    assert faults(tmp_path, {"Chế độ báo cáo": [REGIME, monthly]}) == []


def test_a_regimes_kinds_are_replaced_as_a_whole(tmp_path):
    row = [*QUARTERLY[:2], "Đảng đoàn; Đảng uỷ xã", *QUARTERLY[3:]]
    imports.commit(path=book(tmp_path, {"Chế độ báo cáo": [REGIME, row]}), by=None)
    regime = ReportRegime.objects.get()
    assert set(regime.kinds.values_list("name", flat=True)) == {"Đảng đoàn", "Đảng uỷ xã"}
    Province.objects.update(one_person_office=True)
    imports.commit(path=book(tmp_path, {"Chế độ báo cáo": [REGIME, QUARTERLY]}), by=None)
    assert not regime.kinds.exists()


# The form to fill in ---------------------------------------------------------------------------


def test_the_empty_form_has_the_sheets_of_the_law(tmp_path):
    path = tmp_path / "mau.xlsx"
    exports.empty_form(to=path)
    outcome = imports.preview(path=path)
    assert {
        "Loại tổ chức",
        "Áp dụng",
        "Kế thừa",
        "Chế độ báo cáo",
        "Ý kiến chỉ đạo",
        "Thực hiện chỉ đạo",
    } <= outcome.counts.keys()
