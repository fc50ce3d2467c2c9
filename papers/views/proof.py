"""The page behind the code on a paper: no account, code and number both typed."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.services import limits
from accounts.services.limits import Limit
from core import clock
from papers.forms import ProofForm
from papers.queries import proofs

HOUR = dt.timedelta(hours=1)
PER_ADDRESS = Limit(
    "proof-from",
    40,
    HOUR,
    gettext_lazy("Từ địa chỉ mạng này đã tra %(most)s lần trong một giờ. Chờ %(minutes)s phút rồi thử lại."),
)
PER_CODE = Limit(
    "proof-code",
    10,
    HOUR,
    gettext_lazy("Mã này đã được tra %(most)s lần trong một giờ. Chờ %(minutes)s phút rồi thử lại."),
)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """Ask for code and number; say which paper they are of, and whether it still stands."""
    form = ProofForm(request.POST or None, initial={"ma": request.GET.get("ma", "")[:20]})
    found = None
    if form.is_valid():
        now, code = clock.now(), form.cleaned_data["ma"]
        limits.count(PER_ADDRESS, limits.network(request.META["REMOTE_ADDR"]), now=now)
        limits.count(PER_CODE, code.upper(), now=now)
        found = proofs.find(code, form.cleaned_data["so"])
        if found is None:
            form.add_error(
                None,
                _("Không có văn bản nào mang mã này cùng số, ký hiệu này. Hãy xem lại cả hai trên văn bản."),
            )
    status = 422 if request.method == "POST" and found is None else 200
    return render(request, "papers/proof.html", {"form": form, "proof": found}, status=status)
