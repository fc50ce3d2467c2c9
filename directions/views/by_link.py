"""The page behind the link in a mail about a direction: a body acknowledges, reports, asks for more time."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.services import limits
from accounts.services.limits import Limit
from core import clock
from core.editing import attempt
from core.errors import Refused
from directions.forms.by_link import FORMS
from directions.queries import directions as queries
from directions.queries import receipts
from directions.services import by_link

HOUR = dt.timedelta(hours=1)
PER_ADDRESS = Limit(
    "direction-from",
    60,
    HOUR,
    gettext_lazy("Từ địa chỉ mạng này đã gửi %(most)s lần trong một giờ. Chờ %(minutes)s phút rồi thử lại."),
)
PER_LINK = Limit(
    "direction-link",
    20,
    HOUR,
    gettext_lazy("Liên kết này đã được gửi %(most)s lần trong một giờ. Chờ %(minutes)s phút rồi thử lại."),
)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the direction and do what is posted. Opening the link changes nothing: mail scanners open every
    link."""
    today = clock.today()
    if request.method == "POST":
        # The address first: who tries links at random must not fill the counters of links.
        limits.count(PER_ADDRESS, limits.network(request.META["REMOTE_ADDR"]), now=clock.now())
        limits.count(PER_LINK, token, now=clock.now())
    try:
        direction, grant = by_link.opened(token, today=today)
    except Refused as refusal:
        return render(request, "directions/link_refused.html", {"words": refusal.message}, status=410)
    acts = by_link.acts(direction)
    act = request.POST.get("viec") or request.GET.get("viec") or acts[0].value
    if act not in acts:
        raise Http404(_("Không làm được việc này qua liên kết."))
    form = FORMS[act](request.POST or None)
    if form.is_valid() and attempt(form, by_link.do, token, act, values=form.cleaned_data, today=today):
        return render(
            request, "directions/link_done.html", {"direction": direction, "act": act, "acts": acts}
        )
    context = {
        "form": form,
        "act": act,
        "acts": acts,
        "direction": direction,
        "on": today,
        "state": queries.state_of(direction, today),
        "receipt": receipts.clock().of(direction, today),
        "last_request": direction.requests.order_by("-number").first(),
        "until": grant.until,
    }
    return render(request, "directions/link.html", context, status=422 if request.method == "POST" else 200)
