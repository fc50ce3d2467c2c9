"""Remind by hand about findings that are chosen in a list."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core import clock
from core.addresses import reverse
from core.forms import Form
from core.htmx import writing
from core.lists import chosen_keys, list_address
from obligations.queries import findings, subjects
from obligations.queries.findings import Row
from records import bulk
from reminders.permissions import check_can_steer_mails
from reminders.services import requests
from reminders.services.requests import Prospect

GONE = Prospect([], "")


@writing
def remind(request: UserRequest) -> HttpResponse:
    """Preview whom a mail about each of the findings would reach, then queue the mails."""
    user, today = check_can_steer_mails(request.user), clock.today()
    rows = findings.of_flags(chosen_keys(request) or (), today, sort="body")
    found = requests.prospects([row.flag_id for row in rows], today=today)
    about = subjects.of(rows)
    return bulk.answer(
        request,
        records=rows,
        line=lambda row: _line(row, found.get(row.flag_id, GONE), about),
        form=Form(request.POST or None),
        together=lambda chosen, _typed: requests.remind(
            [row.flag_id for row in chosen], now=clock.now(), by=user
        ),
        words=bulk.Words(
            question=_("Gửi thư đôn đốc về %(n)s việc?"),
            button=_("Gửi thư đôn đốc"),
            done=_(
                "Đã lập %(n)s thư đôn đốc. Thư đi trong lượt gửi tới, ngoài giờ nghỉ; muốn giữ lại thì vào"
                " Nhắc việc."
            ),
        ),
        undo=False,
        leave_url=list_address(request, reverse("obligations:worklist")),
    )


def _line(row: Row, prospect: Prospect, about: subjects.Subjects) -> bulk.Line:
    people = ", ".join(recipient.address for recipient, _audience in prospect.recipients)
    return bulk.Line(
        row.flag_id,
        f"{row.body_name} · {about.heading(row)}",
        _("gửi tới: %(people)s") % {"people": people} if people else "",
        prospect.refusal or ("" if people else _("Tổ chức đã kết thúc hoặc việc đã được khắc phục.")),
    )
