"""The screens of directions, for every persona and for strangers."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from core import clock
from core.addresses import reverse
from core.dates import day as day_text
from directions.enums import StepKind
from directions.models import Direction, DirectionFile, DirectionStep
from tests import factories
from tests.directions.conftest import day

pytestmark = pytest.mark.django_db
LIST = "/chi-dao/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def url(name, direction):
    return reverse(f"directions:{name}", args=[direction.code])


def give_url(body, flag=None):
    return f"{reverse('directions:give')}?to-chuc={body.code}" + (
        f"&quy-tac={flag.rule}&doi-tuong={flag.subject}" if flag else ""
    )


def test_a_leader_writes_from_the_finding_and_lands_on_the_direction(as_user, leader, body_a, flag):
    client = as_user(leader)
    finding = reverse("obligations:finding", args=[body_a.code, flag.rule, flag.subject])
    panel = (
        f"{reverse('directions:panel', args=[body_a.code])}?quy-tac={flag.rule}&amp;doi-tuong={flag.subject}"
    )
    assert f'hx-get="{panel}"' in client.get(finding).content.decode()
    assert (
        f"quy-tac={flag.rule}&amp;doi-tuong={flag.subject}"
        in client.get(panel.replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()
    )

    answer = client.post(give_url(body_a, flag), {"text": "Kiện toàn trong tháng", "due_on": "31/12/2099"})

    made = Direction.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, url("page", made))
    assert (made.leader_name, made.rule, made.subject, made.due_on) == (
        str(leader),
        flag.rule,
        flag.subject,
        dt.date(2099, 12, 31),
    )
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Đã ghi ý kiến chỉ đạo" in page
    assert "Khuyết vị trí" in page


def test_an_invalid_form_keeps_what_was_typed(as_user, staff, leader, body_a):
    answer = as_user(leader).post(give_url(body_a), {"text": "Kiện toàn", "due_on": "31/31/2026"})
    assert answer.status_code == 422
    assert "Kiện toàn</textarea>" in answer.content.decode()
    values = {
        "text": "Mật",
        "due_on": "31/12/2099",
        "given_on": day_text(clock.today()),
        "leader_name": "Trần Thị Mẫu",
    }
    answer = as_user(staff).post(give_url(body_a), values)
    assert answer.status_code == 422
    assert "dấu chỉ độ mật" in answer.content.decode()
    assert "Trần Thị Mẫu" in answer.content.decode()
    assert not Direction.objects.exists()


def test_a_leader_cannot_write_in_another_name_or_on_another_day(as_user, leader, body_a):
    as_user(leader).post(
        give_url(body_a),
        {"text": "Họp ngay", "due_on": "31/12/2099", "leader_name": "Người Khác", "given_on": "01/01/2024"},
    )
    made = Direction.objects.get()
    assert (made.leader_name, made.given_on) == (str(leader), clock.today())


@pytest.mark.parametrize(
    "name",
    [
        "page",
        "edit",
        "history",
        "report",
        "propose",
        "add_comment",
        "close",
        "withdraw",
        "reopen",
        "assign",
        "confirm",
        "receive",
        "extend",
    ],
)
def test_strangers_find_nothing(as_user, client, secretary_of_b, direction, name):
    stranger, before = as_user(secretary_of_b), Direction.objects.values().get()
    assert {
        stranger.get(url(name, direction)).status_code,
        stranger.post(url(name, direction)).status_code,
    } <= {404, 405}
    assert client.post(url(name, direction)).status_code == 302
    assert before == Direction.objects.values().get()


def test_a_strangers_panel_list_strip_and_calendar_are_empty(as_user, secretary_of_b, direction, body_a):
    client = as_user(secretary_of_b)
    assert client.get(reverse("directions:panel", args=[body_a.code])).status_code == 404
    assert client.get(f"{LIST}?tinh_trang=all").context["page"].paginator.count == 0
    assert client.get(reverse("directions:strip"), headers={"HX-Request": "true"}).content.strip() == b""
    assert direction.code not in client.get(reverse("directions:due")).content.decode()
    assert client.get(give_url(body_a)).status_code == 404


def test_what_each_persona_is_offered(as_user, direction, leader, staff, administrator, secretary_of_a):
    offered = {
        user: {
            name
            for name in ("report", "propose", "add_comment", "close", "edit", "withdraw", "assign")
            if url(name, direction) in page
        }
        for user in (leader, staff, administrator, secretary_of_a)
        for page in [as_user(user).get(url("page", direction)).content.decode()]
    }
    office = {"report", "propose", "add_comment", "close", "assign"}
    assert offered == {
        leader: {"add_comment", "close", "edit", "withdraw", "assign"},
        staff: office,
        administrator: office,
        secretary_of_a: {"report"},
    }
    assert as_user(secretary_of_a).get(url("propose", direction)).status_code == 403
    assert (
        as_user(secretary_of_a)
        .get(f"{url('page', direction)}?ngay={day(1).isoformat()}")
        .content.decode()
        .count(url("report", direction))
        == 0
    )


def test_from_report_to_confirmation(as_user, direction, leader, staff, secretary_of_a, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    secretary = as_user(secretary_of_a)
    upload = SimpleUploadedFile("bao-cao.pdf", PDF)
    values = {"on": day_text(clock.today()), "text": "Đã trình hồ sơ chỉ định", "upload": upload}
    assert (
        secretary.post(url("report", direction), values).status_code == 422
    )  # the promise that it is no secret is missing
    upload.seek(0)
    assert secretary.post(url("report", direction), values | {"not_secret": "on"}).status_code == 303
    kept = DirectionFile.objects.get()
    handed = secretary.get(reverse("directions:file", args=[kept.key]))
    assert (handed.headers["Content-Disposition"].split(";")[0], b"".join(handed.streaming_content)) == (
        "attachment",
        PDF,
    )

    client = as_user(staff)
    assert (
        client.post(
            url("propose", direction),
            {"on": day_text(clock.today()), "outcome": "done", "text": "Đã có quyết định"},
        ).status_code
        == 303
    )
    page = as_user(leader).get(url("page", direction)).content.decode()
    assert "Vẫn xác nhận kết thúc" in page
    assert "Phát hiện này hiện vẫn còn:" in page
    assert "Đã có quyết định" in page

    again = as_user(leader)
    assert again.post(url("confirm", direction), {"buoc": "2"}).status_code == 303
    assert "hiện vẫn còn" in again.get(url("page", direction)).content.decode()
    direction.refresh_from_db()
    assert not direction.outcome, "closed by a leader who was not shown that the finding remains"
    for _time in range(2):
        answer = again.post(url("confirm", direction), {"buoc": "2", "phat_hien_con": "1"})
        assert answer.status_code == 303
    assert "đã kết thúc ngày" in again.get(url("page", direction)).content.decode()
    direction.refresh_from_db()
    assert (direction.outcome, direction.closed_on, direction.closer_name) == (
        "done",
        clock.today(),
        str(leader),
    )
    assert direction.history.filter(outcome="done").count() == 1


def test_a_file_stays_in_scope(as_user, direction, staff, secretary_of_a, secretary_of_b, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    values = {
        "on": day_text(clock.today()),
        "text": "Kèm văn bản",
        "upload": SimpleUploadedFile("vb.pdf", PDF),
        "not_secret": "on",
    }
    client = as_user(staff)
    client.post(url("report", direction), values)
    kept = DirectionFile.objects.get()
    address, off = (
        reverse("directions:file", args=[kept.key]),
        reverse("directions:take_off_file", args=[kept.key]),
    )
    assert as_user(secretary_of_b).get(address).status_code == 404
    assert as_user(secretary_of_b).post(off).status_code == 404
    assert as_user(secretary_of_a).post(off).status_code == 303
    kept.refresh_from_db()
    assert kept.removed_at is None, "a secretary took away what the office had handed in"
    assert client.post(off).status_code == 303
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "2"])
def test_a_proposal_that_is_not_there_is_not_confirmed(as_user, direction, leader, number):
    answer = as_user(leader).post(url("confirm", direction), {"buoc": number})
    direction.refresh_from_db()
    assert (answer.status_code, direction.closed_on) == (303, None)


def test_of_two_who_edit_neither_loses_a_word(as_user, direction, leader):
    client = as_user(leader)
    snapshot = client.get(url("edit", direction)).context["form"]["ban_dau"].value()
    Direction.objects.filter(pk=direction.pk).update(text="Bản của người khác")
    typed = {
        "text": "Bản của tôi",
        "due_on": day_text(direction.due_on),
        "assigned_to": direction.assigned_to_id,
        "ban_dau": snapshot,
    }
    answer = client.post(url("edit", direction), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Bản của người khác" in page
    assert "Bản của tôi</textarea>" in page


def province(number):
    """So many bodies with one direction each that was reported on and one that waits for the leader."""
    for place in range(number):
        body = factories.BodyFactory()
        reported = factories.DirectionFactory(body=body, given_on=day(-9), due_on=day(place - 5))
        factories.DirectionStepFactory(direction=reported, number=1, on=day(-7), text="Đang làm")
        waiting = factories.DirectionFactory(
            body=body, given_on=day(-9), due_on=day(-1), leader_name="Trần Thị Mẫu", text="Rà soát hồ sơ"
        )
        factories.DirectionStepFactory(
            direction=waiting, number=1, on=day(-2), kind=StepKind.PROPOSAL, outcome="done"
        )


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize(
    ("address", "cost"),
    [(LIST, 13), ("/chi-dao/tong-hop/", 7), ("/chi-dao/den-han/", 3), ("/chi-dao/tom-tat/", 3)],
)
def test_pages_cost_the_same(as_user, leader, number, address, cost, django_assert_num_queries):
    province(number)
    client = as_user(leader)
    client.get(address)
    with django_assert_num_queries(cost):
        client.get(address)


@pytest.mark.parametrize("number", [3, 30])
def test_page_and_panel_cost_the_same(as_user, leader, body_a, direction, number, django_assert_num_queries):
    for place in range(number):
        factories.DirectionStepFactory(direction=direction, number=place + 1, on=clock.today())
        factories.DirectionFactory(body=body_a)
    client = as_user(leader)
    for address, cost in (
        (url("page", direction), 11),
        (reverse("directions:panel", args=[body_a.code]), 6 if number < 12 else 7),
        (reverse("directions:of_year", args=[body_a.code, clock.today().year]), 6),
    ):
        with django_assert_num_queries(cost):
            client.get(address)


def test_the_list_filters_sorts_searches_and_exports(as_user, leader, staff):
    province(2)
    closed = factories.DirectionFactory(closed_on=day(-1), outcome="not-done", closing_words="Không còn cần")
    client = as_user(leader)

    def codes(query):
        return [row.code for row in client.get(f"{LIST}?{query}").context["page"]]

    everything = {row.code for row in Direction.objects.all()}
    waiting = {row.code for row in Direction.objects.filter(leader_name="Trần Thị Mẫu")}
    assert set(codes("")) == everything - {closed.code}
    assert set(codes("tinh_trang=all")) == everything
    assert codes("tinh_trang=closed") == [closed.code]
    assert set(codes("tinh_trang=waiting")) == waiting
    assert set(codes("tinh_trang=overdue")) == everything - waiting - {closed.code}
    assert set(codes("q=RA+SOAT+ho+so")) == waiting
    assert set(codes("lanh_dao=Trần+Thị+Mẫu")) == waiting
    assert codes("giao_cho=toi") == []
    assert set(codes("giao_cho=chua")) == everything - {closed.code}
    assert codes("xep=-han") == list(reversed(codes("xep=han")))[: len(codes(""))]
    body = Direction.objects.get(code=min(waiting)).body
    assert len(codes(f"to_chuc={body.code}")) == 2
    file = client.get(f"{LIST}xuat/?tinh_trang=all")
    rows = list(load_workbook(BytesIO(file.content)).active.iter_rows(values_only=True))
    assert {row[0] for row in rows} >= everything
    told = next(row for row in rows if row[0] == closed.code)
    assert told[-3:] == (dt.datetime.combine(day(-1), dt.time()), "không thực hiện", "Không còn cần")


def test_an_empty_list_says_what_to_do(as_user, leader):
    page = as_user(leader).get(LIST).content.decode()
    assert "Lãnh đạo ghi ý kiến ngay tại trang của phát hiện" in page
    assert "không khớp" not in page
    assert "Bỏ lọc" in as_user(leader).get(f"{LIST}?q=khongco").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "tinh_trang=x&loai=x&to_chuc=x&lanh_dao=x&giao_cho=x",
        "q=%00",
        "trang=999&xep=x&co=3",
        "giao_cho=99999999999999999999",
    ],
)
def test_nonsense_in_the_address_is_no_fault(as_user, leader, direction, query):
    assert as_user(leader).get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["tu=x", "tu=2026-02-01&den=2026-01-01", "tu=2020-01-01&den=2026-01-01"])
def test_a_span_that_is_none_is_a_bad_question(as_user, leader, query):
    assert as_user(leader).get(f"/chi-dao/den-han/?{query}").status_code == 400


def test_where_it_shows(as_user, leader, staff, direction, spoken, body_a):
    overview = as_user(leader).get("/tong-quan/").content.decode()
    assert "Ý kiến chỉ đạo: <b>2</b>" in overview
    assert "quá hạn 1" in overview
    assert f'hx-get="{reverse("directions:strip")}"' in as_user(staff).get("/can-xu-ly/").content.decode()
    strip = as_user(staff).get(reverse("directions:strip"), headers={"HX-Request": "true"}).content.decode()
    assert "giao cho tôi 1" in strip
    month = as_user(leader).get("/lich/").content.decode()
    assert 'hx-get="/chi-dao/den-han/?tu=' in month
    pieces = (
        as_user(leader)
        .get(f"/chi-dao/den-han/?tu={day(-5)}&den={day(15)}", headers={"HX-Request": "true"})
        .content.decode()
    )
    assert {f"#nn-ngay-{day(10).isoformat()}" in pieces, f"#nn-ngay-{day(-3).isoformat()}" in pieces} == {
        True
    }
    brief = as_user(leader).get("/tong-quan/tom-tat/").content.decode()
    assert "Ý kiến chỉ đạo đang theo dõi" in brief
    assert spoken.text in brief
    panel = as_user(leader).get(reverse("directions:panel", args=[body_a.code])).content.decode()
    assert panel.index(spoken.text) < panel.index(direction.text)


def test_a_past_day_shows_what_stood_then(as_user, leader, spoken):
    client = as_user(leader)
    assert spoken.text in client.get(f"{LIST}?ngay={day(-8).isoformat()}").content.decode()
    assert spoken.text not in client.get(f"{LIST}?ngay={day(-9).isoformat()}").content.decode()


def test_the_history_names_every_change(as_user, leader, direction):
    client = as_user(leader)
    client.post(
        url("edit", direction),
        {"text": "Kiện toàn trong quý", "due_on": day_text(day(12)), "assigned_to": ""},
    )
    page = client.get(url("history", direction)).content.decode()
    assert "Kiện toàn trong quý" in page
    assert str(leader) in page


def test_words_are_never_markup(as_user, leader, body_a):
    as_user(leader).post(
        give_url(body_a), {"text": "<script>alert(1)</script> {{ x }}", "due_on": "31/12/2099"}
    )
    made = Direction.objects.get()
    DirectionStep.objects.create(
        direction=made, number=1, on=clock.today(), text="<b>đậm</b>", by_name="<i>A</i>"
    )
    for address in (
        url("page", made),
        LIST,
        reverse("directions:panel", args=[body_a.code]),
        "/tong-quan/tom-tat/",
    ):
        page = as_user(leader).get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>đậm" not in page
    assert as_user(leader).get("/tong-quan/tom-tat/pdf/").status_code == 200


def test_a_direction_due_before_it_was_given_is_refused_at_its_day_in_words(as_user, staff, body_a):
    today = clock.today()
    page = as_user(staff).post(
        reverse("directions:give") + f"?to-chuc={body_a.code}",
        {
            "text": "Họp ngay",
            "leader_name": "Lãnh Đạo Mẫu",
            "urgency": "",
            "given_on": f"{today:%d/%m/%Y}",
            "due_on": f"{today - dt.timedelta(11):%d/%m/%Y}",
        },
    )
    assert list(page.context["form"].errors) == ["due_on"]
    assert "không thể trước ngày cho ý kiến" in page.context["form"].errors["due_on"][0]
