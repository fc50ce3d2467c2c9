"""Tin mới: what is new for each user, worked out from the records, and up to when it was read."""

import datetime as dt
import re

import pytest

from accounts.models import User
from core import clock
from core.addresses import reverse
from delegations.models import LawDraft
from outbox.models import Message, MessageEvent
from papers.enums import Kind
from papers.services import drafts
from reminders.models import Answer
from tests import factories

pytestmark = pytest.mark.django_db
PAGE, READ = "/tin-moi/", "/tin-moi/da-doc/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def long_here(staff, leader, secretary_of_a, secretary_of_b, administrator):
    """They all have their accounts since long ago."""
    User.objects.update(date_joined=clock.now() - dt.timedelta(days=400))


def ago(hours):
    return clock.now() - dt.timedelta(hours=hours)


def answered(body, *, hours=1, state="proposed", number=0):
    decided = {"decided_at": clock.now()} if state != "proposed" else {}
    return Answer.objects.create(
        flag=factories.finding(body, subject=f"2026-Q{number}"),
        kind="promise",
        state=state,
        address="a@x.vn",
        given_by="Văn thư A",
        token_digest=f"{body.pk}-{number}",
        given_at=ago(hours),
        **decided,
    )


def failed(hours):
    mail = Message.objects.create(
        state="failed",
        address="bithu@x.vn",
        subject="2 việc quá hạn",
        text="x",
        day=clock.today(),
        message_id="<1>",
        created_at=ago(hours + 9),
    )
    MessageEvent.objects.create(message=mail, kind="failed", at=ago(hours))
    return mail


def shown(client):
    """The rows of the page: what, where it leads, whether it was read."""
    page = client.get(PAGE)
    return [(str(row.sort.label), row.url, row.unread) for row in page.context["page"]]


def count(client):
    html = client.get("/nhip/", headers=HTMX).content.decode()
    number = re.search(r'id="nn-new" hx-swap-oob="true">(\d*)', html)[1]
    return int(number or 0)


def test_the_office_is_told_what_waits_for_it(as_user, staff, administrator, leader, body_a):
    answer, mail = answered(body_a, hours=1), failed(2)
    law = LawDraft.objects.create(title="Đổi chu kỳ", drafted_by=administrator, drafted_at=ago(3))
    paper = drafts.start(
        kind=Kind.REPORT,
        title="Đôn đốc",
        frame={},
        blocks=[],
        dated_on=clock.today(),
        now=ago(4),
        by=administrator,
    )
    direction = factories.DirectionFactory(body=body_a, given_by=leader, assigned_to=staff, assignee_name="A")

    assert shown(as_user(staff)) == [
        ("Ý kiến chỉ đạo mới", reverse("directions:page", args=[direction.code]), True),
        ("Trả lời qua thư", f"/nhac-viec/de-nghi/#tra-loi-{answer.pk}", True),
        ("Thư không gửi được", f"/nhac-viec/thu/{mail.pk}/", True),
        ("Dự thảo quy định chờ người thứ hai", reverse("obligations:law-draft", args=[law.pk]), True),
        ("Dự thảo văn bản", reverse("desk:paper", args=[paper.pk]), True),
    ]
    assert count(as_user(staff)) == 5
    # who drafted them waits for nobody but the answers and mails
    assert [what for what, *_ in shown(as_user(administrator))] == ["Trả lời qua thư", "Thư không gửi được"]


def test_what_one_gave_oneself_to_do_is_no_news(as_user, staff, body_a):
    factories.DirectionFactory(body=body_a, given_by=staff, assigned_to=staff, assignee_name="A")

    assert (shown(as_user(staff)), count(as_user(staff))) == ([], 0)


def test_a_direction_is_new_when_it_is_assigned_not_when_it_was_given(as_user, staff, leader, body_a):
    direction = factories.DirectionFactory(body=body_a, given_by=leader)
    direction.history.update(pgh_created_at=ago(9))
    direction.assigned_to, direction.assignee_name = staff, str(staff)
    direction.save()

    (row,) = as_user(staff).get(PAGE).context["page"]
    assert row.item.at > ago(8)


def test_leaders_and_secretaries_are_told_theirs_and_no_other(
    as_user, leader, secretary_of_a, secretary_of_b, body_a
):
    direction = factories.DirectionFactory(body=body_a)
    factories.DirectionStepFactory(direction=direction, kind="proposal", outcome="done")
    factories.ExtensionFactory(direction=direction)
    today = clock.today()
    factories.ReportFactory(body=body_a, submitted_on=today, returned_on=today, return_remarks="Thiếu")
    answered(body_a)

    assert {what for what, *_ in shown(as_user(leader))} == {
        "Đề nghị kết thúc chỉ đạo",
        "Xin gia hạn chỉ đạo",
    }
    assert {what for what, *_ in shown(as_user(secretary_of_a))} == {
        "Ý kiến chỉ đạo mới",
        "Báo cáo bị trả lại",
    }
    assert (shown(as_user(secretary_of_b)), count(as_user(secretary_of_b))) == ([], 0)


def test_a_report_that_was_returned_is_called_by_its_regime_and_without_remarks_too(
    as_user, secretary_of_a, body_a
):
    regime, today = factories.ReportRegimeFactory(name="Báo cáo quý"), clock.today()
    for number, (of, remarks) in enumerate(((regime, ""), (None, "Thiếu phụ lục"))):
        factories.ReportFactory(
            body=body_a,
            regime=of,
            year=2025,
            period="2025-Q4" if of else "2025",
            number=f"{number}-BC",
            submitted_on=today,
            returned_on=today,
            return_remarks=remarks,
        )
    rows = as_user(secretary_of_a).get(PAGE).context["page"]
    assert {row.text for row in rows} == {"Báo cáo quý, quý IV/2025", "Báo cáo năm 2025: Thiếu phụ lục"}


def test_what_is_dealt_with_is_told_as_such_and_not_counted(as_user, staff, body_a):
    answered(body_a, state="accepted")

    (row,) = as_user(staff).get(PAGE).context["page"]
    assert (row.item.waits, row.unread, count(as_user(staff))) == (False, False, 0)


def test_all_is_read_at_once(as_user, staff, body_a):
    answered(body_a, number=1)
    client = as_user(staff)
    now = client.get(PAGE).context["now"]

    assert client.post(READ, {"until": now}).headers["Location"] == PAGE

    assert (count(client), [unread for *_, unread in shown(client)]) == (0, [False])
    later = answered(body_a, number=2, hours=-1)
    assert (count(client), later.pk) == (1, Answer.objects.latest("given_at").pk)


def test_a_row_is_read_and_unread_with_what_is_older_and_newer(as_user, staff, body_a):
    for number in (1, 2, 3):
        answered(body_a, hours=number, number=number)
    client = as_user(staff)
    _newest, middle, oldest = client.get(PAGE).context["page"]

    client.post(READ, {"until": middle.mark})
    assert [unread for *_, unread in shown(client)] == [True, False, False]

    client.post(READ, {"until": oldest.unmark})
    assert [unread for *_, unread in shown(client)] == [True, True, True]


def test_nobody_reads_ahead_and_nonsense_reads_up_to_now(as_user, staff):
    client = as_user(staff)
    for until in ("2999-01-01T00:00:00+07:00", "x", ""):
        client.post(READ, {"until": until})
        staff.refresh_from_db()
        assert abs(staff.inbox_read_at - clock.now()) < dt.timedelta(minutes=1)
    assert client.get(READ).status_code == 405


def test_a_new_account_has_nothing_unread(as_user, body_a):
    answered(body_a, hours=5)

    assert count(as_user(factories.UserFactory(role="staff"))) == 0


def test_reading_leaves_no_trace_in_the_history(as_user, staff):
    before = staff.history.count()
    as_user(staff).post(READ, {"until": clock.now().isoformat()})

    assert staff.history.count() == before


def test_the_page_is_paged_and_costs_the_same(as_user, staff, body_a, django_assert_num_queries):
    client = as_user(staff)
    for number in range(3):
        answered(body_a, number=number)
    client.get(f"{PAGE}?co=25")  # remembered from here on
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    for number in range(3, 30):
        answered(body_a, number=number)
    with django_assert_num_queries(QUERIES):
        page = client.get(f"{PAGE}?trang=2")
    assert len(page.context["page"].object_list) == 5


QUERIES = 5


def test_the_number_comes_with_the_one_fragment_of_the_frame(as_user, staff, django_assert_num_queries):
    client = as_user(staff)
    client.get("/nhip/", headers=HTMX)
    with django_assert_num_queries(6):  # one asks whether bodies wait for a first sweep
        client.get("/nhip/", headers=HTMX)
    assert client.get("/nhip/").headers["Location"] == "/can-xu-ly/nhip/"
