"""A leader's choice about the weekly brief: on screen, and by the link in the brief."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.enums import Role
from accounts.models import User, UserRequest
from core.errors import Refused
from core.htmx import form_page, see_other, writing
from reminders.forms.filters import BriefForm
from reminders.models import BriefChoice
from reminders.services import briefs


@writing
def choice(request: UserRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User) or user.role != Role.LEADER:
        raise Http404(_("Trang này dành cho lãnh đạo."))
    now = BriefChoice.objects.filter(user=user).first() or BriefChoice(user=user)
    form = BriefForm(request.POST or None, initial={"wanted": now.wanted, "all_clear": now.all_clear})
    if request.method == "POST":
        form = BriefForm(request.POST)
    if form.is_valid():
        briefs.choose(user=user, **form.cleaned_data)
        messages.success(request, _("Đã lưu."))
        return see_other(request, "reminders:brief")
    return form_page(request, "reminders/brief_form.html", {"form": form, "leave_url": "/"})


@csrf_exempt  # RFC 8058: the mail program posts by itself; the signature in the address is what it may do
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, stop the brief on POST."""
    try:
        user = briefs.of_link(token)
    except Refused as refusal:
        return render(request, "reminders/link_refused.html", {"words": refusal.message}, status=404)
    if request.method == "POST":
        briefs.choose(user=user, wanted=False, all_clear=False)
        return render(request, "reminders/brief_stopped.html")
    return render(request, "reminders/brief_stop.html", {"leader": user})
