"""One act on many findings."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_facts
from core import clock
from core.addresses import reverse
from core.htmx import writing
from core.lists import CHOSEN, chosen_keys, list_address
from delegations.models import Body
from obligations.enums import FlagStatus
from obligations.forms.follow_up import OwnerForm
from obligations.forms.waivers import WaiverForm
from obligations.queries import findings, follow_up, records, sentences, subjects
from obligations.queries.findings import Filters, Row
from obligations.services import follow_up as assigning
from obligations.services import waivers
from obligations.views.worklist import chosen_rows
from records import bulk
from rulebook.engine import COVERED_BY

MOST = 200
"""So many findings go into one address: a server takes no longer one."""


@writing
def waive(request: UserRequest) -> HttpResponse:
    """Record one waiver for each of the findings that are chosen in the list, all on the same grounds."""
    check_can_edit_facts(request.user)
    today = clock.today()
    rows = chosen_rows(request, today)
    bodies = Body.objects.in_bulk({row.body_id for row in rows})
    words, about = sentences.of(rows, names=records.references(rows, links=False).names), subjects.of(rows)
    return bulk.answer(
        request,
        records=rows,
        line=lambda row: bulk.Line(
            row.flag_id,
            f"{about.heading(row)} · {row.body_name}",
            words[row.key],
            _("Đã được miễn, hoãn.") if row.status == FlagStatus.WAIVED else "",
        ),
        form=WaiverForm(request.POST or None, initial={"granted_on": today}),
        act=lambda row, typed: waivers.grant(
            body=bodies[row.body_id], rule=_about(row), subject=row.subject, by=request.user, **typed
        ),
        words=bulk.Words(
            question=_("Ghi nhận miễn, hoãn cho %(n)s việc?"),
            button=_("Ghi nhận miễn, hoãn"),
            done=_("Đã ghi nhận miễn, hoãn cho %(n)s việc."),
        ),
        leave_url=list_address(request, reverse("obligations:worklist")),
        body_code=lambda row: row.body_code,
    )


def _about(row: Row) -> str:
    """Return the rule that a waiver names: one of a missing report covers its announcement too."""
    return COVERED_BY.get(row.rule, row.rule)


@writing
def assign(request: UserRequest) -> HttpResponse:
    """Give the findings that are chosen in the list to an officer."""
    check_can_edit_facts(request.user)
    rows = chosen_rows(request, clock.today())
    followed, about = follow_up.of_flags([row.flag_id for row in rows]), subjects.of(rows)

    def give(chosen: Sequence[Row], typed: dict[str, Any]) -> Sequence[Row]:
        keys = [row.flag_id for row in chosen]
        assigning.assign(flag_ids=keys, to=typed["owner"], now=clock.now(), by=request.user)
        return chosen

    def line(row: Row) -> bulk.Line:
        owner = followed[row.flag_id].owner if row.flag_id in followed else None
        now = _("đang giao: %(who)s") % {"who": owner} if owner else _("chưa giao")
        return bulk.Line(row.flag_id, f"{about.heading(row)} · {row.body_name}", now)

    return bulk.answer(
        request,
        records=rows,
        line=line,
        form=OwnerForm(request.POST or None, initial={"owner": request.user.pk}),
        together=give,
        words=bulk.Words(
            question=_("Giao theo dõi %(n)s việc?"),
            button=_("Giao theo dõi"),
            done=_("Đã giao theo dõi %(n)s việc."),
        ),
        leave_url=list_address(request, reverse("obligations:worklist")),
    )


@require_safe
def letter(request: UserRequest) -> HttpResponse:
    """Go to the draft of letters about the findings that are chosen in the list."""
    return _hand_on(request, "reminders:letter-draft")


@require_safe
def remind(request: UserRequest) -> HttpResponse:
    """Go to the preview of mails about the findings that are chosen in the list."""
    return _hand_on(request, "reminders:remind")


@require_safe
def remind_bodies(request: UserRequest) -> HttpResponse:
    """Go to the preview of mails about what the bodies that the address chooses are late with."""
    check_can_edit_facts(request.user)
    bodies = Body.objects.visible_to(request.user).filter(pk__in=chosen_keys(request) or ())
    late = Filters(statuses=(FlagStatus.OVERDUE.value,))
    ids = list(bodies.values_list("pk", flat=True))
    rows = findings.listing(clock.today(), filters=late, body_ids=ids, sort="body").rows
    if rows:
        return _to_page(request, "reminders:remind", rows)
    messages.info(request, _("Các tổ chức đã chọn không có việc nào quá hạn để đôn đốc."))
    return redirect("delegations:bodies")


def _hand_on(request: UserRequest, name: str) -> HttpResponse:
    """Redirect to a page that takes findings by their numbers, and knows no filters: those that the address
    chooses, of the subject `ve` where it names one."""
    check_can_edit_facts(request.user)
    subject = request.GET.get("ve", "")
    rows = [row for row in chosen_rows(request, clock.today()) if subject in {"", row.subject}]
    return _to_page(request, name, rows)


def _to_page(request: UserRequest, name: str, rows: Sequence[Row]) -> HttpResponse:
    if len(rows) > MOST:
        words = _("Đang chọn %(n)s việc; đây là %(most)s việc đầu. Làm xong thì chọn tiếp các việc còn lại.")
        messages.warning(request, words % {"n": len(rows), "most": MOST})
    query = urlencode({CHOSEN: [row.flag_id for row in rows[:MOST]]}, doseq=True)
    return redirect(f"{reverse(name)}?{query}")
