"""Plan a year of periodic meetings for all bodies in one screen: look at the days, move what falls badly,
save."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_something
from core import clock, htmx
from core.addresses import reverse
from core.editing import attempt
from core.errors import Refused
from core.lists import CHOSEN, narrowed
from delegations.queries.bodies import choosable
from desk.forms.year_plans import DaysForm, YearForm
from desk.queries.year_plans import proposals
from meetings.services import meetings

MOST = 60
"""So many bodies stand on one page; more are planned for kind by kind."""


@htmx.writing
def page(request: UserRequest) -> HttpResponse:
    check_can_edit_something(request.user)
    bodies = narrowed(request, choosable(request.user).select_related("kind"))
    today = clock.today()
    chosen = YearForm(request.GET, bodies=bodies, today=today)
    found = list(chosen.narrowed(bodies)[: MOST + 1])
    planned = proposals(found[:MOST], chosen.choice(), today=today)
    form = DaysForm(request.POST or None, proposals=planned)
    leave_url = reverse("meetings:list")
    if request.method == "POST" and form.is_valid() and attempt(form, _plan, form, request):
        words = _("Đã lên lịch %(n)s cuộc họp định kỳ năm %(year)s cho %(bodies)s tổ chức.")
        made = [len(days) for days in form.made if days]
        htmx.saved(request, words % {"n": sum(made), "bodies": len(made), "year": chosen.value("nam")})
        return htmx.see_other(request, f"{leave_url}?trang_thai=planned&xep=ngay")
    context = {
        "form": form,
        "chosen": chosen,
        "year": chosen.value("nam"),
        "full": [one for one in planned if not one.days],
        "is_cut": len(found) > MOST,
        "most": MOST,
        "keys": request.GET.getlist(CHOSEN),
        "leave_url": leave_url,
    }
    return htmx.form_page(request, "desk/year_plan.html", context)


@transaction.atomic
def _plan(form: DaysForm, request: UserRequest) -> list[Any]:
    """Return the meetings that were planned, a list a body. Raises Refused, naming the body's first day."""
    typed, made = form.cleaned_data, []
    values = {"starts_at": typed["gio"], "place": typed["dia_diem"]}
    wanted = form.wanted()
    if not any(days for _proposal, days in wanted):
        raise Refused(_("Chưa có ngày nào để lên lịch. Đánh dấu tổ chức và để lại ít nhất một ngày."))
    for proposal, days in wanted:
        try:
            made.append(meetings.plan_year(body=proposal.body, days=days, values=values, by=request.user))
        except Refused as refusal:
            raise Refused(f"{proposal.body.name}: {refusal.message}") from refusal
    return made
