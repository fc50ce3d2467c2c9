"""One act on many directions: acknowledge, confirm as proposed, remind."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts, check_can_edit_facts, check_can_edit_something
from core import clock, dates, htmx
from core.addresses import reverse
from core.forms import Form
from core.lists import CHOSEN, chosen, list_address
from desk.forms.directions import DirectionFilter, ReceiptsForm
from desk.views.directions import direction_rows
from directions.permissions import can_report, check_can_direct_any
from directions.queries import directions as queries
from directions.services import directions, receipts
from obligations.enums import FlagStatus, Rule
from obligations.queries import findings
from obligations.queries.findings import Filters, Row
from records import bulk


def _chosen(request: UserRequest) -> Any:
    form = DirectionFilter(request.GET, user=request.user)
    return chosen(request, direction_rows(request, form, request.user))


def _name(direction: Any) -> str:
    return f"{direction.body.name} · {direction.text}"


def _list(request: UserRequest) -> str:
    return list_address(request, reverse("desk:directions"))


@htmx.writing
def receive(request: UserRequest) -> HttpResponse:
    """Record that the directions that are chosen in the list were acknowledged: a secretary for themselves,
    staff name who did so, and when."""
    check_can_edit_something(request.user)
    today = clock.today()
    kind = ReceiptsForm if can_edit_facts(request.user) else Form
    return bulk.answer(
        request,
        records=_chosen(request),
        line=lambda direction: _to_receive(request, direction),
        form=kind(request.POST or None, initial={"on": today}),
        act=lambda direction, typed: receipts.receive(
            direction=direction,
            on=typed.get("on") or today,
            name=typed.get("name") or "",
            today=today,
            by=request.user,
        ),
        words=bulk.Words(
            question=_("Ghi nhận đã tiếp nhận %(n)s ý kiến chỉ đạo?"),
            button=_("Ghi nhận tiếp nhận"),
            done=_("Đã ghi nhận tiếp nhận %(n)s ý kiến chỉ đạo."),
        ),
        leave_url=_list(request),
        body_code=lambda direction: direction.body.code,
    )


def _to_receive(request: UserRequest, direction: Any) -> bulk.Line:
    given = _("ngày %(day)s") % {"day": dates.day(direction.given_on)}
    refusal = ""
    if direction.received_on:
        refusal = _("%(name)s đã xác nhận tiếp nhận ngày %(day)s.") % {
            "name": direction.receiver_name,
            "day": dates.day(direction.received_on),
        }
    elif direction.closed_on:
        refusal = _("Ý kiến này đã kết thúc.")
    elif not can_report(request.user, direction):
        refusal = _("Đồng chí không ghi hồ sơ của tổ chức này.")
    return bulk.Line(direction.pk, _name(direction), given, refusal)


@htmx.writing
def confirm(request: UserRequest) -> HttpResponse:
    """Close the directions that are chosen in the list as their last step proposes; one whose finding remains
    is closed on its own page only."""
    check_can_direct_any(request.user)
    today = clock.today()
    found = list(_chosen(request))
    proposed = {direction.pk: directions.last_proposal(direction) for direction in found}

    numbers = {key: step.number for key, step in proposed.items() if step}

    def line(direction: Any) -> bulk.Line:
        step = proposed[direction.pk]
        if direction.closed_on or step is None:
            words = _("Đã kết thúc.") if direction.closed_on else _("Chưa có đề nghị kết thúc.")
            return bulk.Line(-direction.pk, _name(direction), "", words)
        remains = queries.finding_remains(direction, today=today)
        words = _("Phát hiện vẫn còn; hãy xem và xác nhận ở trang của ý kiến.") if remains else ""
        # The step's own number: a proposal that came since was not read, and is not ticked.
        return bulk.Line(step.pk, _name(direction), step.text, words)

    return bulk.answer(
        request,
        records=found,
        line=line,
        form=Form(request.POST or None),
        act=lambda direction, _typed: directions.confirm(
            direction=direction, number=numbers[direction.pk], today=today, by=request.user
        ),
        words=bulk.Words(
            question=_("Xác nhận kết thúc %(n)s ý kiến chỉ đạo?"),
            button=_("Xác nhận kết thúc"),
            done=_("Đã xác nhận kết thúc %(n)s ý kiến chỉ đạo."),
        ),
        leave_url=_list(request),
        body_code=lambda direction: direction.body.code,
    )


@require_safe
def remind(request: UserRequest) -> HttpResponse:
    """Go to the preview of mails about those of the chosen directions that are overdue."""
    check_can_edit_facts(request.user)
    rows = list(_chosen(request))
    late = _late(rows)
    flags = [row.flag_id for row in late][: bulk.MOST]
    if flags and (left_out := [one.code for one in rows if one.code not in {row.subject for row in late}]):
        words = _(
            "%(n)s ý kiến đã chọn không có trong thư, vì không quá hạn, được hoãn, chờ lãnh đạo xác nhận,"
            " hoặc tổ chức đã kết thúc: %(codes)s."
        )
        messages.warning(request, words % {"n": len(left_out), "codes": ", ".join(left_out)})
    if not flags:
        messages.info(request, _("Trong các ý kiến đã chọn không có ý kiến nào quá hạn để đôn đốc."))
        return redirect(_list(request))
    return redirect(f"{reverse('reminders:remind')}?{urlencode({CHOSEN: flags}, doseq=True)}")


def _late(rows: Iterable[Any]) -> list[Row]:
    """Return the findings that directions among these are overdue."""
    codes = {direction.code: direction.body_id for direction in rows}
    late = Filters(rules=(Rule.DIRECTION_OVERDUE.value,))
    found = findings.listing(clock.today(), filters=late, body_ids=list(set(codes.values()))).rows
    return [row for row in found if row.subject in codes and row.status == FlagStatus.OVERDUE]
