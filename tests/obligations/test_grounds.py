"""What a finding rests on, and what of it may be held against others."""

import datetime as dt
from dataclasses import replace

import pytest

from obligations.queries import findings, grounds
from rulebook.law import ParameterUse, load_law
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 1, 1)


def row(rule, *uses):
    empty = findings.Row(
        rule, "S", "DD-A", "Đảng đoàn Hội A", 1, "overdue", "warning", DAY, 1, 1, {}, (), DAY, 1, DAY, None
    )
    return replace(
        empty, parameters=tuple(ParameterUse(name, value, DAY, reference) for name, value, reference in uses)
    )


def test_a_setting_of_the_office_a_custom_and_an_analogy_judge_but_are_not_cited():
    found = row(
        "meeting-overdue",
        ("meeting_cadence_months", 2, "9-QC/ĐĐHND, Điều 6"),
        ("meeting_cadence_months", 3, "Thông lệ của tỉnh, “chế độ sinh hoạt định kỳ (3 tháng 1 lần)”"),
        ("quorum_share", "2/3", "Quy chế làm việc mẫu theo 162-QĐ/TW (2018), Điều 8, vận dụng tương tự"),
        ("meeting_overdue_serious_periods", 2, "Văn phòng Tỉnh uỷ quy định"),
        ("minutes_working_days", 10, "Quy định của Văn phòng Tỉnh uỷ, chưa có số"),
    )
    assert len(grounds.of(found)) == 5
    assert grounds.to_cite(found) == ["9-QC/ĐĐHND, Điều 6: họp 2 tháng một lần"]


def test_only_the_article_of_the_duty_that_was_not_kept_is_held_against_a_body():
    """A quorum is no ground where nobody met; how grave a breach is, or when it is announced, never is."""
    uses = (
        ("quorum_share", "1/2", "88-QĐ/TU, Điều 8"),
        ("meeting_overdue_serious_periods", 2, "88-QĐ/TU, Điều 9"),
        ("meeting_due_soon_days", 15, "88-QĐ/TU, Điều 10"),
    )
    nobody_met = row("meeting-overdue", *uses)
    assert grounds.to_cite(nobody_met) == []
    few_met = replace(
        nobody_met, evidence={"periods": [{"meetings": [{"quorate": True}, {"quorate": False}]}]}
    )
    assert grounds.to_cite(few_met) == ["88-QĐ/TU, Điều 8"]
    announced = row("meeting-due", *uses)
    assert grounds.to_cite(announced) == []
    assert grounds.to_cite(replace(announced, evidence={"period": {"meetings": [{"quorate": False}]}})) == [
        "88-QĐ/TU, Điều 8"
    ]
    assert grounds.to_cite(row("quorum-failed", *uses)) == ["88-QĐ/TU, Điều 8"]


def test_nothing_that_the_shipped_law_has_without_a_number_is_cited():
    shipped = {value.reference for parameter in load_law().catalogue() for value in parameter.values}
    cited = [
        words
        for reference in shipped
        for words in grounds.to_cite(row("minutes-missing", ("minutes_working_days", 10, reference)))
    ]
    assert [
        words for words in cited if "chưa có số" in words or words.startswith(("Văn phòng", "Quy ước"))
    ] == []


def test_a_document_is_cited_in_full_once_as_far_as_the_registers_know_it():
    factories.WorkingRegulationFactory(
        number="9-QC/ĐĐHND", issued_on=dt.date(2024, 3, 5), body__name="Đảng đoàn Hội Nông dân tỉnh"
    )
    factories.GoverningDocumentFactory(
        number="97-QĐ/TW", issued_on=dt.date(2023, 2, 7), title="Quy định về đảng đoàn, của Bộ Chính trị"
    )
    factories.GoverningDocumentFactory(number="5-QĐ/TW", issued_on=dt.date(2023, 2, 8), title="Về đảng đoàn")
    text = "9-QC/ĐĐHND, Điều 6; Quy định 97-QĐ/TW; 97-QĐ/TW, Điều 3; 5-QĐ/TW; 44-HD/VPTW; 44-QĐ/TU, 4-QĐi/TW"
    assert (
        grounds.Citations([text]).cite(text)
        == "Quy chế số 9-QC/ĐĐHND, ngày 05/03/2024, của Đảng đoàn Hội Nông dân tỉnh, Điều 6; Quy định số"
        " 97-QĐ/TW, ngày 07/02/2023, của Bộ Chính trị; 97-QĐ/TW, Điều 3; văn bản số 5-QĐ/TW, ngày"
        " 08/02/2023; Hướng dẫn số 44-HD/VPTW, của Văn phòng Trung ương Đảng; văn bản số 44-QĐ/TU, của"
        " Tỉnh uỷ, Quy định số 4-QĐi/TW"
    )


def test_what_a_document_is_called_is_said_once():
    text = "(biên bản 14-BB/ĐUX3), hoãn theo 623-CV/TU; Tờ trình số 5-TTr/ĐĐA"
    assert (
        grounds.Citations([text]).cite(text)
        == "(biên bản số 14-BB/ĐUX3), hoãn theo Công văn số 623-CV/TU, của Tỉnh uỷ; Tờ trình số 5-TTr/ĐĐA"
    )


def test_articles_of_one_document_are_named_behind_it_once():
    named = ["21-QĐ/TU, Điều 12", "90-QĐ/TU", "21-QĐ/TU, Điều 9", "21-QĐ/TU, Điều 12"]
    assert grounds.by_document(named) == ["21-QĐ/TU, Điều 9, Điều 12", "90-QĐ/TU"]


def test_a_paper_names_documents_and_not_where_the_office_read_them():
    named = [
        "Quy ước của Văn phòng Tỉnh uỷ, không phải văn bản của Trung ương",
        "Quy định số 366-QĐ/TW, ngày 30/8/2025, Điều 11 (theo bản công bố trên báo chí; đối chiếu bản gốc)",
    ]
    assert grounds.for_paper(named) == ["Quy định số 366-QĐ/TW, ngày 30/8/2025, Điều 11"]


def test_a_number_of_a_body_with_a_figure_in_its_symbol_is_cited_too():
    factories.WorkingRegulationFactory(
        number="2-QC/ĐUXC5", issued_on=dt.date(2021, 8, 18), body__name="Đảng uỷ xã Vĩnh Hoà"
    )
    assert (
        grounds.Citations(["2-QC/ĐUXC5"]).cite("quy chế làm việc 2-QC/ĐUXC5")
        == "quy chế làm việc số 2-QC/ĐUXC5, ngày 18/08/2021, của Đảng uỷ xã Vĩnh Hoà"
    )


def test_a_number_that_two_bodies_bear_has_no_day_and_no_issuer():
    for _n in range(2):
        factories.WorkingRegulationFactory(number="1-QC/ĐĐ")
    assert grounds.Citations(["1-QC/ĐĐ"]).cite("1-QC/ĐĐ") == "Quy chế số 1-QC/ĐĐ"
