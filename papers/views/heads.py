"""What stands on every paper of the office, and the committee's terms."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from accounts.permissions import check_can_edit_facts
from core.addresses import reverse
from core.editing import attempt
from core.htmx import form_page, see_other, writing
from papers.forms import HeadForm, TermForm
from papers.models import CommitteeTerm
from papers.queries import papers
from papers.services import heads
from records.loading import look_up


@writing
def head(request: UserRequest) -> HttpResponse:
    check_can_edit_facts(request.user)
    form = HeadForm(request.POST or None, instance=papers.head())
    if form.is_valid():
        heads.put_head(form.instance)
        messages.success(request, _("Đã lưu thể thức văn bản."))
        return see_other(request, "papers:head")
    terms = CommitteeTerm.objects.prefetch_related("numbers_used").order_by("-starts_on")
    context = {"form": form, "terms": terms, "leave_url": reverse("desk:papers")}
    return form_page(request, "papers/head.html", context)


@writing
def term(request: UserRequest, pk: int | None = None) -> HttpResponse:
    check_can_edit_facts(request.user)
    form = TermForm(request.POST or None, instance=look_up(CommitteeTerm, pk=pk) if pk else None)
    if form.is_valid() and attempt(form, heads.put_term, form.instance, used=form.used()):
        messages.success(request, _("Đã lưu nhiệm kỳ."))
        return see_other(request, "papers:head")
    return form_page(request, "papers/term_form.html", {"form": form, "leave_url": reverse("papers:head")})
