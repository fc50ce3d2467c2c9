"""Saved views and columns of a list, as its users keep them."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.models import ListSettings, SavedView
from tests import factories

PATH = "/bao-cao/so/"


@pytest.fixture(autouse=True)
def today(today):
    return today


def save(client, **typed):
    data = {"path": PATH, "query": "tinh_trang=waiting&xep=to-chuc", "name": "Chờ xem"} | typed
    return client.post("/danh-sach/bo-loc/luu/", data)


def names_in(page) -> list[str]:
    return [view.name for view in page.wsgi_request.table.views]


def test_a_view_is_a_name_for_an_address(staff, as_user) -> None:
    client = as_user(staff)
    answer = save(client)
    assert (answer.status_code, answer["Location"]) == (303, f"{PATH}?tinh_trang=waiting&xep=to-chuc")
    assert names_in(client.get(PATH)) == ["Chờ xem"]
    assert client.get("/hop/").wsgi_request.table.views == []


def test_a_list_opens_with_its_default_until_its_filters_are_taken_off(staff, as_user) -> None:
    client = as_user(staff)
    save(client, opens="1")
    assert client.get(PATH)["Location"] == f"{PATH}?tinh_trang=waiting&xep=to-chuc"
    assert client.get(f"{PATH}?xem=tat-ca").status_code == 200
    view = SavedView.objects.get()
    client.post(f"/danh-sach/bo-loc/{view.pk}/mac-dinh/", {"off": "1"})
    assert client.get(PATH).status_code == 200


def test_the_office_shares_a_view_and_others_do_not(staff, leader, secretary_of_a, as_user) -> None:
    save(as_user(staff), is_shared="1", name="Chung")
    save(as_user(staff), name="Riêng")
    assert names_in(as_user(leader).get(PATH)) == ["Chung"]
    save(as_user(secretary_of_a), is_shared="1", name="Của A")
    assert names_in(as_user(leader).get(PATH)) == ["Chung"]
    assert names_in(as_user(secretary_of_a).get(PATH)) == ["Chung", "Của A"]


def test_a_view_of_somebody_else_is_not_there_and_a_shared_one_not_removed(staff, leader, as_user) -> None:
    save(as_user(staff), name="Riêng")
    save(as_user(staff), name="Chung", is_shared="1")
    own, shared = SavedView.objects.get(name="Riêng"), SavedView.objects.get(name="Chung")
    client = as_user(leader)
    assert client.post(f"/danh-sach/bo-loc/{own.pk}/xoa/").status_code == 404
    assert client.post(f"/danh-sach/bo-loc/{own.pk}/mac-dinh/").status_code == 404
    assert client.post(f"/danh-sach/bo-loc/{shared.pk}/xoa/").status_code == 303
    assert client.post(f"/danh-sach/bo-loc/{shared.pk}/mac-dinh/").status_code == 303
    assert client.get(PATH)["Location"] == shared.url
    as_user(staff).post(f"/danh-sach/bo-loc/{shared.pk}/xoa/")
    assert client.get(PATH).status_code == 200
    assert list(SavedView.objects.all()) == [own]


def test_a_second_view_of_one_name_keeps_what_was_typed(staff, as_user) -> None:
    client = as_user(staff)
    save(client)
    answer = save(client, query="nam=2025")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Danh sách này đã có bộ lọc tên đó. Hãy đặt tên khác." in page
    assert 'value="nam=2025"' in page
    assert save(client, name="  ").status_code == 422


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/khong-co/", ""])
def test_no_address_but_ours_is_gone_to(path, staff, as_user) -> None:
    client = as_user(staff)
    assert save(client, path=path).status_code == 422
    assert client.post("/danh-sach/cot/", {"path": path, "columns": ["so"]}).status_code == 404
    assert ListSettings.objects.count() == 0


def sheet_of(answer) -> list[str]:
    book = load_workbook(BytesIO(answer.content))
    return [cell.value for cell in book.active[3]]


def test_chosen_columns_are_remembered_and_excel_has_just_these(staff, leader, as_user) -> None:
    factories.ReportFactory()
    client = as_user(staff)
    data = {"path": PATH, "query": "nam=2024", "columns": ["nop", "so"]}
    answer = client.post("/danh-sach/cot/", data)
    assert (answer.status_code, answer["Location"]) == (303, f"{PATH}?nam=2024")
    page = client.get(PATH).content.decode()
    assert ('?xep=nop">Ngày nộp' in page, "<th>Tình trạng</th>" in page) == (True, False)
    assert sheet_of(client.get("/bao-cao/xuat/")) == ["Số ký hiệu", "Ngày nộp"]
    assert "<th>Tình trạng</th>" in as_user(leader).get(PATH).content.decode()
    client.post("/danh-sach/cot/", data | {"usual": "1"})
    assert "<th>Tình trạng</th>" in client.get(PATH).content.decode()


def test_filters_stand_as_chips_with_the_address_without_them(body_a, staff, as_user) -> None:
    factories.ReportFactory(body=body_a)
    page = as_user(staff).get(f"{PATH}?to_chuc=DD-A&nam=2024&tinh_trang=waiting&q=²x").content.decode()
    assert 'href="?nam=2024&amp;tinh_trang=waiting&amp;q=%C2%B2x">Tổ chức: <b>Đảng đoàn Hội A</b>' in page
    assert 'href="?to_chuc=DD-A&amp;nam=2024&amp;q=%C2%B2x">Tình trạng: <b>Chờ xem xét</b>' in page


LISTS = {
    "/can-xu-ly/": "phat_hien",
    "/to-chuc/": "ten",
    "/hop/": "ngay",
    PATH: "so",
    "/de-xuat/": "noi_dung",
    "/van-ban/": "so",
    "/ma-tran/quy-che/": "so",
    "/danh-ba/": "ten",
    "/nhac-viec/": "tieu_de",
    "/chi-dao/": "noi_dung",
}


@pytest.mark.parametrize("path", LISTS)
def test_every_list_keeps_views_and_columns(path, staff, as_user) -> None:
    client = as_user(staff)
    assert save(client, path=path, query="q=x").status_code == 303
    client.post("/danh-sach/cot/", {"path": path, "query": "", "columns": []})
    table = client.get(path).wsgi_request.table
    assert (table.path, [view.url for view in table.views]) == (path, [f"{path}?q=x"])
    assert [key for key, is_shown in table.shows.items() if is_shown] == [LISTS[path]]


def test_the_first_screen_of_meetings_is_around_today(body_a, staff, as_user) -> None:
    days = ["2026-11-20", "2026-11-30", "2026-11-25", "2026-12-20", "2027-06-17", "2026-01-15"]
    for day in days:
        factories.MeetingFactory(body=body_a, held_on=day, status="planned" if day > "2026-11-23" else "held")
    client = as_user(staff)
    page = client.get("/hop/")
    assert [str(meeting.held_on) for meeting in page.context["page"]] == [
        *("2026-11-25", "2026-11-30", "2026-11-20", "2026-01-15"),
        *("2026-12-20", "2027-06-17"),
    ]
    text = page.content.decode()
    assert text.index("Hai tuần tới") < text.index("Đến hôm nay, 23/11/2026") < text.index("Xa hơn")
    ordered = client.get("/hop/?xep=-ngay")
    assert str(ordered.context["page"][0].held_on) == "2027-06-17"
    assert "Hai tuần tới" not in ordered.content.decode()


def test_a_phone_gets_a_shorter_page(as_user, staff):
    phone = {"User-Agent": "Mozilla/5.0 (Linux; Android 14; K) Chrome/130.0.0.0 Mobile Safari/537.36"}
    client = as_user(staff)
    assert client.get("/danh-ba/", headers=phone).context["page"].paginator.per_page == 25
    client.get("/danh-ba/?co=100")
    assert client.get("/danh-ba/", headers=phone).context["page"].paginator.per_page == 100


def test_the_size_of_a_page_goes_with_the_user(as_user, staff, leader):
    as_user(staff).get("/van-ban/?co=100")
    assert as_user(staff).get("/danh-ba/").context["page"].paginator.per_page == 100
    assert as_user(leader).get("/danh-ba/").context["page"].paginator.per_page == 50
    as_user(staff).get("/van-ban/?co=7")
    staff.refresh_from_db()
    assert staff.page_size == 100
