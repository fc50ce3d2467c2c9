"""The certificates by which digital signatures are checked."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserRequest
from accounts.permissions import check_can_administer
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import clicked, form_page, see_other, writing
from papers.forms import CertificateForm
from papers.models import TrustedCertificate
from papers.services import certificates
from records.loading import look_up


@writing
def listing(request: UserRequest) -> HttpResponse:
    """The list, and below it the form for one more."""
    check_can_administer(request.user)
    form = CertificateForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(
        form, certificates.add, **form.cleaned_data, now=clock.now(), by=request.user
    ):
        messages.success(request, _("Đã thêm chứng thư tin cậy."))
        return see_other(request, "papers:certificates")
    context = {
        "form": form,
        "certificates": TrustedCertificate.objects.filter(removed_at=None).order_by("subject"),
        "today": clock.today(),
        "leave_url": reverse("desk:settings"),
        "submit_label": _("Thêm chứng thư"),
    }
    return form_page(request, "papers/certificates.html", context)


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    check_can_administer(request.user)
    found = look_up(TrustedCertificate.objects.filter(removed_at=None), pk=pk)
    act = partial(certificates.remove, found, now=clock.now(), by=request.user)
    return clicked(request, act, done=_("Đã thôi tin cậy chứng thư này."), to="papers:certificates")
