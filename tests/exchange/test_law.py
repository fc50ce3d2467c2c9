"""What a workbook says of the law: it binds at once in an office that has none yet or is one person, else it
is drafted, and what is in force is not edited."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from core.addresses import reverse
from core.errors import Refused
from delegations.models import BodyKind, DraftedKind, DraftedRow, KindRow, LawDraft, LawRow, Province
from exchange.models import ImportRun
from exchange.services import imports
from obligations.services import law_in_force, simulating
from reports.models import DraftedRegime, DraftedRegimeEnd, Report, ReportRegime
from tests import factories
from tests.exchange import workbooks

pytestmark = pytest.mark.django_db
D = dt.date
LAW = ["Loại", "Quy tắc", "Tham số", "Giá trị", "Từ ngày", "Đến ngày", "Căn cứ"]
ROW = ["Đảng đoàn", None, "restaff_days", "45", "1/1/2026", None, "12-QC/TU"]
LATER = ["Đảng đoàn", None, "restaff_days", "60", "1/1/2027", None, "13-QC/TU"]
REGIME = ["Mã", "Tên", "Loại tổ chức", "Kỳ", "Hạn", "Báo trước", "Từ ngày", "Đến ngày", "Căn cứ"]
QUARTERLY = ["BC-Q", "Báo cáo quý", "Đảng đoàn", "Quý", 10, 5, "1/1/2025", None, "40-QC/TU"]
MONTHLY = ["BC-M", "Báo cáo tháng", "Mọi loại", "Tháng", 5, None, "1/10/2026", None, "41-QC/TU"]
KIND_ROWS = ["Loại", "Quy chế phối hợp phải có", "Từ ngày", "Đến ngày", "Căn cứ"]
KIND_ROW = ["Đảng đoàn", "Giữa các tổ chức", "1/1/2027", None, "14-QC/TU"]


@pytest.fixture(autouse=True)
def office(body_a):
    factories.ProvinceFactory(tracking_from=D(2025, 1, 1))


@pytest.fixture
def has_law():
    return LawRow.objects.create(
        kind=BodyKind.objects.get(name="Đảng đoàn"),
        parameter="restaff_days",
        value="45",
        starts_on=D(2026, 1, 1),
        reference="12-QC/TU",
    )


def book(tmp_path, **sheets):
    titles = {
        "law": ("Áp dụng", LAW),
        "regimes": ("Chế độ báo cáo", REGIME),
        "kind_rows": ("Thay đổi loại tổ chức", KIND_ROWS),
        "kinds": ("Loại tổ chức", ["Tên loại", "Cấp"]),
        "reports": ("Báo cáo", ["Mã tổ chức", "Loại", "Kỳ", "Ngày nộp"]),
    }
    named = {titles[name][0]: [titles[name][1], *rows] for name, rows in sheets.items()}
    return workbooks.save(tmp_path / "a.xlsx", named)


def faults(outcome):
    return [(fault.sheet, fault.row, fault.column) for fault in outcome.faults]


def test_the_first_law_binds_at_once(tmp_path):
    path = book(tmp_path, law=[ROW], regimes=[QUARTERLY], kind_rows=[KIND_ROW])
    outcome = imports.commit(path=path, by=None).outcome
    assert tuple(outcome.law) == (0, 0)
    assert (LawRow.objects.count(), ReportRegime.objects.count(), KindRow.objects.count()) == (1, 1, 1)
    assert not LawDraft.objects.exists()
    assert imports.commit(path=path, by=None).changed_nothing


def test_an_office_of_one_person_needs_no_draft(tmp_path, has_law):
    Province.objects.update(one_person_office=True)
    imports.commit(path=book(tmp_path, law=[ROW, LATER]), by=None)
    assert LawRow.objects.count() == 2
    assert not LawDraft.objects.exists()


def test_what_differs_is_drafted_and_put_in_force_by_a_second_person(
    tmp_path, has_law, body_a, staff, administrator, today
):
    path = book(
        tmp_path,
        law=[ROW, LATER],
        regimes=[MONTHLY],
        kind_rows=[KIND_ROW],
        kinds=[["Đảng đoàn", "Tỉnh"]],
        reports=[[body_a.code, "BC-M", "2026-M10", "5/11/2026"], [body_a.code, "Năm", 2025, "5/1/2026"]],
    )
    before = imports.preview(path=path)
    assert tuple(before.law) == (4, 0)
    count = before.counts["Áp dụng"]
    assert (count.new, count.changed, count.same, count.faulty) == (0, 0, 2, 0)
    assert before.faults == []
    assert [(one.sheet, one.row) for one in before.warnings] == [("Báo cáo", 2)]
    with pytest.raises(Refused, match="phải có người soạn dự thảo"):
        imports.commit(path=path, by=None)

    draft = imports.commit(path=path, by=staff).draft
    assert draft is not None
    assert (LawRow.objects.count(), ReportRegime.objects.count(), KindRow.objects.count()) == (1, 0, 0)
    assert [(one.value, one.starts_on) for one in draft.rows.all()] == [("60", D(2027, 1, 1))]
    assert DraftedRegime.objects.get().code == "BC-M"
    changes = {(one.level, tuple(one.coordination_kinds or ())) for one in draft.kinds.all()}
    assert changes == {("", ("bodies",)), ("province", ())}
    assert Report.objects.get().regime is None
    again = imports.commit(path=path, by=staff)
    assert (tuple(again.outcome.law), again.draft, LawDraft.objects.count()) == ((0, 4), None, 1)

    simulating.ask(draft=draft, by=staff)
    law_in_force.put_in_force(draft=draft, by=administrator)
    assert (LawRow.objects.count(), ReportRegime.objects.count(), KindRow.objects.count()) == (2, 1, 1)
    imports.commit(path=path, by=staff)
    assert Report.objects.filter(regime__code="BC-M").count() == 1
    assert imports.commit(path=path, by=staff).changed_nothing


def test_what_is_in_force_is_not_edited(tmp_path, has_law, staff, today):
    imports_regime = factories.ReportRegimeFactory(
        code="BC-Q", name="Báo cáo quý", rhythm="quarter", due_days=10, notice_days=5,
        starts_on=D(2025, 1, 1), reference="40-QC/TU",
    )  # fmt: skip
    imports_regime.named_kinds.create(kind=has_law.kind)
    ended = [*QUARTERLY[:7], "31/12/2026", QUARTERLY[8]]
    longer = [*QUARTERLY[:4], 20, *QUARTERLY[5:]]
    other_kinds = [*QUARTERLY[:2], "Mọi loại", *QUARTERLY[3:]]
    past = [*QUARTERLY[:7], "31/12/2025", QUARTERLY[8]]
    for row, column in ((longer, "Hạn"), (other_kinds, "Loại tổ chức"), (past, "Đến ngày")):
        assert faults(imports.preview(path=book(tmp_path, regimes=[row]))) == [("Chế độ báo cáo", 2, column)]
    changed = [*ROW[:3], "50", *ROW[4:]]
    assert faults(imports.preview(path=book(tmp_path, law=[changed]))) == [("Áp dụng", 2, "Giá trị")]
    draft = imports.commit(path=book(tmp_path, regimes=[ended]), by=staff).draft
    assert draft is not None
    assert DraftedRegimeEnd.objects.get().ends_on == D(2026, 12, 31)
    renamed = ["BC-Q", "Báo cáo ba tháng", *QUARTERLY[2:]]
    imports.commit(path=book(tmp_path, regimes=[renamed]), by=staff)
    assert ReportRegime.objects.get().name == "Báo cáo ba tháng"


def test_the_pages_of_an_import_lead_to_the_draft(tmp_path, has_law, as_user, staff):
    client = as_user(staff)
    path = book(tmp_path, law=[LATER])
    upload = {"upload": SimpleUploadedFile("a.xlsx", path.read_bytes())}
    where = client.post(reverse("exchange:home"), upload)["Location"]
    assert "1 dòng về quy định" in client.get(where).content.decode()
    client.post(reverse("exchange:commit", args=[ImportRun.objects.get().key]))
    draft = LawDraft.objects.get()
    assert (draft.title, draft.drafted_by) == ("Theo tệp a.xlsx", staff)
    assert reverse("obligations:law-draft", args=[draft.pk]) in client.get(where).content.decode()
    assert DraftedRow.objects.get().law_row is None
    assert not DraftedKind.objects.exists()


def test_the_command_names_who_drafts(tmp_path, has_law, staff):
    path = str(book(tmp_path, law=[LATER]))
    with pytest.raises(CommandError, match="--by"):
        call_command("import_workbook", path)
    with pytest.raises(CommandError, match="tên đăng nhập"):
        call_command("import_workbook", path, by="khong-co")
    call_command("import_workbook", path, by=staff.username)
    assert LawDraft.objects.get().drafted_by == staff


def test_what_is_set_for_all_at_once_names_no_kind(tmp_path):
    row = ["Mọi loại", None, "grade_good_from", "75", "1/1/2026", None, "Hướng dẫn 5-HD/TU"]
    rows = [row, ["Đảng đoàn", *row[1:]], [*row[:3], "101", "1/1/2027", *row[5:]]]
    assert faults(imports.preview(path=book(tmp_path, law=rows))) == [
        ("Áp dụng", 3, "Loại"),
        ("Áp dụng", 4, "Giá trị"),
    ]
    imports.commit(path=book(tmp_path, law=[row]), by=None)
    assert LawRow.objects.get().value == "75"
