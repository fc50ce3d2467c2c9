"""The loader refuses what it would have to guess; the law answers with its day and reference."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from rulebook.calendar import value_on
from rulebook.duties import RULES
from rulebook.law import RULEBOOK, LawError, LawRow, MissingLaw, load_law, read_law

D = dt.date
GOOD = """
restaff_days:
  title: Hạn kiện toàn
  english: Days for filling a seat
  unit: days
  values:
    - {since: 2004-01-01, value: 90, reference: "01-QC/TU, Điều 3"}
    - {since: 2025-07-01, value: 60, reference: "02-QC/TU, Điều 3"}
"""
PROFILED = """
meeting_cadence_months:
  title: Chu kỳ
  english: Cadence
  unit: months
  one_of: [1, 2, 3, 4, 6, 12]
  values:
    - {since: 2004-01-01, value: 3, reference: thông lệ}
    - {since: 2026-01-01, value: 2, reference: văn bản sau}
  profiles:
    146-QĐ/TW:
      - {since: 2024-05-14, value: 1, reference: "146-QĐ/TW, Điều 6"}
    hằng quý:
      - {since: 2024-05-14, value: 3, reference: "khác"}
"""


def write(folder: Path, text: str, name: str = "duties/staffing/law.yaml") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_value_in_force_on_the_day_with_its_reference(tmp_path: Path) -> None:
    law = read_law(write(tmp_path, GOOD))
    assert law.value("restaff_days", D(2025, 6, 30)) == 90
    assert law.value("restaff_days", D(2025, 7, 1)) == 60
    assert law.use("restaff_days", D(2025, 6, 30)) == (
        "restaff_days",
        90,
        D(2004, 1, 1),
        "01-QC/TU, Điều 3",
        None,
    )
    assert law.use("restaff_days", D(2030, 1, 1)).reference == "02-QC/TU, Điều 3"


def test_a_missing_law_raises(tmp_path: Path) -> None:
    law = read_law(write(tmp_path, GOOD))
    with pytest.raises(
        MissingLaw,
        match="restaff_days: no value is in force on 2003-12-31; the first one begins on 2004-01-01",
    ):
        law.value("restaff_days", D(2003, 12, 31))
    with pytest.raises(MissingLaw):
        law.use("restaff_days", D(2003, 12, 31))
    with pytest.raises(LawError, match="no_such_thing"):
        law.value("no_such_thing", D(2026, 1, 1))
    with pytest.raises(LawError, match="no_such_thing"):
        law.steps("no_such_thing")


def test_a_duty_older_than_the_law_falls_under_its_first_value(tmp_path: Path) -> None:
    law = read_law(write(tmp_path, GOOD))
    assert law.duty("restaff_days", D(1999, 1, 1)).value == 90
    assert law.duty("restaff_days", D(2025, 7, 1)).value == 60
    with pytest.raises(LawError):
        law.duty("no_such_thing", D(1999, 1, 1))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("title: Hạn kiện toàn", "title: Hạn kiện toàn\n  title: Lại"), "'title' is given twice"),
        (("value: 90,", "value: 90, value: 91,"), "'value' is given twice"),
        (("unit: days", "unit: days\n  unti: days"), "unknown key unti"),
        (("value: 90,", "value: 90, note: x,"), "unknown key note"),
        (("  title: Hạn kiện toàn\n", ""), "title is missing"),
        (('reference: "01-QC/TU, Điều 3"', 'reference: ""'), "reference must be a text"),
        (("value: 90", 'value: "90"'), "no whole number"),
        (("value: 90", "value: 90.5"), "no whole number"),
        (("value: 90", "value: true"), "no whole number"),
        (("value: 90", "value: 0"), "no whole number"),
        (("value: 90", "value: null"), "no whole number"),
        (("since: 2025-07-01", "since: 2004-01-01"), "does not come after"),
        (("since: 2025-07-01", "since: 2003-01-01"), "does not come after"),
        (("since: 2025-07-01", 'since: "1/7/2025"'), "is no day"),
        (("since: 2025-07-01", "since: 2025-07-01T00:00:00"), "is no day"),
        (("unit: days", "unit: weeks"), "unit 'weeks' is not one of"),
        (("restaff_days:", "RestaffDays:"), "no parameter name"),
        (("  values:", "  values: []\n  one_of:"), "values must be a list"),
        (("  values:", "  values: []\n  profiles:"), "profiles must be a mapping"),
        (("unit: days", "unit: days\n  one_of: 90"), "one_of must be a list"),
        (("unit: days", "unit: days\n  one_of: []"), "one_of must be a list"),
        (("  values:", "\tvalues:"), "staffing/law.yaml"),
    ],
)
def test_a_faulty_file_is_refused_and_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(LawError, match=message) as refused:
        read_law(write(tmp_path, GOOD.replace(*change)))
    assert str(refused.value).startswith("staffing/law.yaml: ")


def test_a_parameter_given_in_two_files_or_twice_in_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="'restaff_days' is given twice"):
        read_law(write(tmp_path, GOOD + GOOD))
    write(tmp_path, GOOD)
    with pytest.raises(LawError, match=r"staffing/law.yaml: restaff_days is already given under other"):
        read_law(write(tmp_path, GOOD, "law/other.yaml"))


def test_an_empty_folder_or_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="holds no law"):
        read_law(tmp_path)
    with pytest.raises(LawError, match="a law file is a mapping"):
        read_law(write(tmp_path, "- a\n"))


@pytest.mark.parametrize(
    ("unit", "written", "shown", "meaning"),
    [
        ("share", '"2/3"', "2/3", Fraction(2, 3)),
        ("majority", "more than 1/2 of all members", "1/2", Fraction(1, 2)),
        ("day-of-year", '"30/6"', "30/6", (6, 30)),
        ("meetings", "4", 4, 4),
        ("conditions", "[a-b, c]", "a-b; c", ("a-b", "c")),
        ("conditions", "[]", "", ()),
        ("choice", "good-or-better", "good-or-better", "good-or-better"),
    ],
)
def test_units(tmp_path: Path, unit: str, written: str, shown: object, meaning: object) -> None:
    law = read_law(
        write(
            tmp_path,
            f"x:\n  title: X\n  english: X\n  unit: {unit}\n  values: [{{since: 2004-01-01, value: {written},"
            " reference: R}]\n",
        )
    )
    assert law.value("x", D(2026, 1, 1)) == meaning
    assert law.use("x", D(2026, 1, 1)).value == shown


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("share", "0.67"),
        ("share", "3/2"),
        ("share", "0/3"),
        ("share", "2"),
        ("majority", "1/2"),
        ("majority", "more than half of all members"),
        ("day-of-year", "31/6"),
        ("day-of-year", "29/2"),
        ("day-of-year", "6-30"),
        ("conditions", "a"),
        ("choice", "5"),
        ("choice", "Good"),
    ],
)
def test_values_of_the_wrong_kind(tmp_path: Path, unit: str, written: str) -> None:
    with pytest.raises(LawError, match="x: "):
        read_law(
            write(
                tmp_path,
                f"x:\n  title: X\n  english: X\n  unit: {unit}\n  values: [{{since: 2004-01-01, value:"
                f" {written}, reference: R}}]\n",
            )
        )


def test_a_profile_replaces_the_law_from_its_first_day_where_it_is_on(tmp_path: Path) -> None:
    write(tmp_path, PROFILED)
    name = "meeting_cadence_months"
    assert read_law(tmp_path).steps(name) == ((D(2004, 1, 1), 3), (D(2026, 1, 1), 2))
    law = read_law(tmp_path, ("146-QĐ/TW",))
    assert law.steps(name) == ((D(2004, 1, 1), 3), (D(2024, 5, 14), 1))
    assert law.use(name, D(2024, 5, 14)).reference == "146-QĐ/TW, Điều 6"
    with pytest.raises(LawError, match="two of the profiles"):
        read_law(tmp_path, ("146-QĐ/TW", "hằng quý"))
    with pytest.raises(LawError, match="Known profiles: 146-QĐ/TW, hằng quý"):
        read_law(tmp_path, ("147-QĐ/TW",))
    with pytest.raises(LawError, match="5 is not one of"):
        read_law(write(tmp_path, PROFILED.replace("value: 2", "value: 5")))


def test_the_catalogue_shows_every_value_and_which_are_in_use(tmp_path: Path) -> None:
    write(
        tmp_path,
        PROFILED.replace("- {since: 2026-01-01, value: 2, reference: văn bản sau}", ""),
        "duties/meetings/law.yaml",
    )
    for profiles, in_use in (((), [True, False, False]), (("146-QĐ/TW",), [True, True, False])):
        (shown,) = read_law(tmp_path, profiles).catalogue()
        assert (shown.topic, shown.unit) == ("meetings", "months")
        assert [(value.since, value.value, value.profile) for value in shown.values] == [
            (D(2004, 1, 1), 3, ""),
            (D(2024, 5, 14), 1, "146-QĐ/TW"),
            (D(2024, 5, 14), 3, "hằng quý"),
        ]
        assert [value.in_use for value in shown.values] == in_use


def test_the_shipped_law_is_the_catalogue_of_rules() -> None:
    law = load_law()
    assert {parameter.name: parameter.values[0].value for parameter in law.catalogue()} == {
        "meeting_cadence_months": 3,
        "meeting_overdue_serious_periods": 2,
        "meeting_due_soon_days": 15,
        "meeting_due_soon_share_max": "1/3",
        "quorum_share": "2/3",
        "majority_share": "1/2",
        "look_back_months": 12,
        "record_grace_days": 120,
        "annual_report_due_days": 15,
        "annual_report_due_soon_days": 30,
        "annual_report_return_days": 15,
        "annual_report_serious_days": 30,
        "annual_report_founded_by": "30/6",
        "annual_report_ended_months": 12,
        "restaff_days": 90,
        "vacancy_serious_share": "1/3",
        "term_ending_days": 90,
        "regulation_days": 90,
        "coordination_days": 180,
        "minutes_working_days": 10,
        "agenda_window": 4,
        "agenda_min_meetings": 2,
        "personnel_share_max": "2/3",
        "attendance_window": 4,
        "attendance_min_meetings": 3,
        "attendance_share_min": "1/2",
        "action_serious_days": 30,
        "direction_serious_days": 30,
        "direction_receipt_days": 3,
        "direction_receipt_days_urgent": 2,
        "direction_receipt_days_pressing": 1,
        "direction_receipt_days_at_once": 1,
        "own_cadence": "stricter",
        "report_return_days": 15,
        "report_serious_days": 30,
        "report_ended_months": 12,
        "bare_link_duties": "none",
        "grade_points_meetings": 25,
        "grade_points_discipline": 10,
        "grade_points_report": 15,
        "grade_points_strength": 10,
        "grade_points_regulation": 10,
        "grade_points_coordination": 10,
        "grade_points_agenda": 5,
        "grade_points_participation": 5,
        "grade_points_follow_up": 10,
        "grade_late_share": "1/2",
        "grade_excellent_from": 90,
        "grade_good_from": 70,
        "grade_fulfilled_from": 50,
        "grade_excellent_bars": (
            "annual-report-missing; competence-exceeded; majority-failed; regulation-missing;"
            " regulation-stale; secret-personnel-round"
        ),
        "grade_excellent_conditions": "",
        "grade_good_conditions": "",
        "grade_fulfilled_conditions": "",
        "grade_beyond_share_min": "3/10",
        "grade_late_tasks_share_max": "1/5",
        "grade_months_min": 6,
        "grade_quarter_months_min": 2,
        "grade_confirm_from": "1/12",
        "grade_excellent_share_max": "1/1",
        "grade_excellent_share_base": "good-or-better",
    }
    first_days = {parameter.name: parameter.values[0].since for parameter in law.catalogue()}
    late = {name for name, since in first_days.items() if since != D(2004, 1, 1)}
    assert {name for name in late if name.startswith("grade_")} == {
        "grade_beyond_share_min",
        "grade_late_tasks_share_max",
    }
    since = {
        (parameter.name, value.since, value.value)
        for parameter in law.catalogue()
        for value in parameter.values
        if not value.profile and value.since != D(2004, 1, 1) and not parameter.name.startswith("grade_")
    }
    assert since == {
        ("bare_link_duties", D(2026, 1, 1), "all"),
        # 08-QC/TW: what was given before is not asked to be acknowledged
        ("direction_receipt_days", D(2025, 11, 5), 3),
        ("direction_receipt_days_urgent", D(2025, 11, 5), 2),
        ("direction_receipt_days_pressing", D(2025, 11, 5), 1),
        ("direction_receipt_days_at_once", D(2025, 11, 5), 1),
    }
    assert law.profiles == ()
    assert law.known_profiles == ("Xuất sắc không quá 20%",)


def test_the_law_is_read_once_a_process_and_every_rule_rests_on_known_parameters() -> None:
    assert load_law() is load_law()
    known = {parameter.name for parameter in load_law().catalogue()}
    rested_on = {name for rule in RULES for name in rule.parameters}
    graded_by = {name for name in known if name.startswith("grade_")}
    received_by = {name for name in known if name.startswith("direction_receipt_days")}
    assert (
        rested_on | {"record_grace_days"} | graded_by | received_by == known
    )  # the grace only tells silent records apart; no finding rests on it, nor on the grade, nor on a receipt


def test_every_topic_of_law_is_a_file_of_its_own() -> None:
    assert {parameter.topic for parameter in load_law().catalogue()} == {
        *(path.stem for path in RULEBOOK.glob("law/*.yaml")),
        *(path.parent.name for path in RULEBOOK.glob("duties/*/law.yaml")),
    }


ROWS = (
    LawRow("", "", "restaff_days", "10", D(2003, 1, 1), D(2003, 12, 31), "mọi loại, sớm"),
    LawRow("", "", "restaff_days", "20", D(2025, 8, 1), None, "mọi loại"),
    LawRow("Đảng uỷ", "", "restaff_days", "30", D(2025, 8, 1), D(2025, 8, 31), "loại này, sớm"),
    LawRow("Đảng uỷ", "", "restaff_days", "40", D(2025, 8, 15), D(2025, 8, 20), "loại này, muộn"),
    LawRow("Đảng uỷ", "understaffed", "", "no", D(2025, 8, 1), D(2025, 8, 31), "không áp dụng"),
    LawRow("", "understaffed", "", "yes", D(2025, 8, 10), None, "áp dụng"),
)


@pytest.mark.parametrize(
    ("kind", "day", "value", "reference", "of"),
    [
        ("", D(2002, 12, 31), 90, "01-QC/TU, Điều 3", None),  # before all: the law's first value
        ("", D(2003, 1, 1), 10, "mọi loại, sớm", ""),
        ("", D(2003, 12, 31), 10, "mọi loại, sớm", ""),
        ("", D(2004, 1, 1), 90, "01-QC/TU, Điều 3", None),
        ("", D(2025, 7, 31), 60, "02-QC/TU, Điều 3", None),
        ("", D(2025, 8, 1), 20, "mọi loại", ""),
        ("Đảng uỷ", D(2025, 7, 31), 60, "02-QC/TU, Điều 3", None),
        ("Đảng uỷ", D(2025, 8, 1), 30, "loại này, sớm", "Đảng uỷ"),  # the kind beats every kind
        ("Đảng uỷ", D(2025, 8, 14), 30, "loại này, sớm", "Đảng uỷ"),
        ("Đảng uỷ", D(2025, 8, 15), 40, "loại này, muộn", "Đảng uỷ"),  # the latest first day
        ("Đảng uỷ", D(2025, 8, 20), 40, "loại này, muộn", "Đảng uỷ"),
        ("Đảng uỷ", D(2025, 8, 21), 30, "loại này, sớm", "Đảng uỷ"),
        ("Đảng uỷ", D(2025, 8, 31), 30, "loại này, sớm", "Đảng uỷ"),
        ("Đảng uỷ", D(2025, 9, 1), 20, "mọi loại", ""),
        ("Đảng đoàn", D(2025, 8, 20), 20, "mọi loại", ""),
    ],
)
def test_the_row_that_decides(
    tmp_path: Path, kind: str, day: D, value: int, reference: str, of: str | None
) -> None:
    law = read_law(write(tmp_path, GOOD)).with_rows(ROWS).of_kind(kind)
    use = law.duty("restaff_days", day)
    assert (use.value, use.reference, use.kind) == (value, reference, of)
    assert law.measure("restaff_days", day) == value
    assert law.largest("restaff_days") == 90
    assert value_on(law.steps("restaff_days"), day) == value


@pytest.mark.parametrize(
    ("kind", "day", "applies", "reference"),
    [
        ("Đảng uỷ", D(2025, 7, 31), True, None),
        ("Đảng uỷ", D(2025, 8, 1), False, "không áp dụng"),
        ("Đảng uỷ", D(2025, 8, 31), False, "không áp dụng"),  # though the row for every kind began later
        ("Đảng uỷ", D(2025, 9, 1), True, "áp dụng"),
        ("Đảng đoàn", D(2025, 8, 9), True, None),
        ("Đảng đoàn", D(2025, 8, 10), True, "áp dụng"),
    ],
)
def test_whether_a_rule_applies_and_by_which_row(
    tmp_path: Path, kind: str, day: D, applies: bool, reference: str | None
) -> None:
    law = read_law(write(tmp_path, GOOD)).with_rows(ROWS).of_kind(kind)
    row = law.row_on("understaffed", day)
    assert (law.applies("understaffed", day), row and row.reference) == (applies, reference)
    assert law.applies("term-ending", day)


def test_a_law_of_a_kind_is_made_once() -> None:
    law = load_law((), ROWS[:1])
    assert load_law((), ROWS[:1]) is law
    assert law.of_kind("Đảng uỷ") is law.of_kind("Đảng uỷ") is law.of_kind("Đảng đoàn").of_kind("Đảng uỷ")
    assert law.of_kind("") is law


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("restaff_days", "45", 45),
        ("restaff_days", " 45 ", 45),
        ("quorum_share", "1/2", "1/2"),
        ("majority_share", "2/3", "2/3"),
        ("annual_report_founded_by", "31/5", "31/5"),
        ("own_cadence", "free", "free"),
        ("bare_link_duties", "all", "all"),
        ("meeting_cadence_months", "12", 12),
    ],
)
def test_values_as_the_office_writes_them(name: str, text: str, shown: object) -> None:
    assert load_law().read_value(name, text) == shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("restaff_days", "0"),
        ("restaff_days", "-3"),
        ("restaff_days", "1,5"),
        ("restaff_days", "99999"),
        ("restaff_days", ""),
        ("quorum_share", "3/2"),
        ("quorum_share", "0,5"),
        ("majority_share", "more than 1/2 of all members"),
        ("annual_report_founded_by", "31/6"),
        ("own_cadence", "laxer"),
        ("bare_link_duties", "free"),
        ("meeting_cadence_months", "5"),
        ("no_such_thing", "5"),
    ],
)
def test_values_that_a_parameter_cannot_have(name: str, text: str) -> None:
    with pytest.raises(LawError, match=name):
        load_law().read_value(name, text)


def test_rows_on_what_no_file_knows_are_refused() -> None:
    with pytest.raises(LawError, match="no_such_thing"):
        load_law().with_rows((LawRow("", "", "no_such_thing", "5", D(2026, 1, 1), None, "QĐ"),))
    with pytest.raises(LawError, match="5 is not one of"):
        load_law().with_rows((LawRow("", "", "meeting_cadence_months", "5", D(2026, 1, 1), None, "QĐ"),))
