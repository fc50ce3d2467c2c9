"""Many bodies at once: a pasted list, and its preview with the faults by line."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.models import UserRequest
from core.addresses import reverse
from core.editing import attempt
from core.htmx import form_page, page, saved, see_other, writing
from delegations.forms.founding import FoundingForm
from delegations.permissions import check_can_edit_registers
from delegations.services import founding
from delegations.views.opening import once_open


@once_open
@writing
def found_many(request: UserRequest) -> HttpResponse:
    """Show what a list would make (`act=preview`), and make it (`act=found`)."""
    check_can_edit_registers(request.user)
    form = FoundingForm(request.POST or None)
    context = {"form": form, "leave_url": reverse("delegations:bodies")}
    if not form.is_valid() or not attempt(form, founding.read, form.cleaned_data["lines"], form.plan()):
        return form_page(request, "delegations/founding.html", context)
    drafts, plan = form.made, form.plan()
    faulty = sum(bool(draft.faults) for draft in drafts)
    context |= {"drafts": drafts, "faulty": faulty, "organ_kinds": plan.organ_kinds}
    if request.POST.get("act") != "found" or faulty:
        return page(request, "delegations/founding.html", context, status=422 if faulty else 200)
    if not attempt(form, founding.found, drafts=drafts, plan=plan, by=request.user):
        return form_page(request, "delegations/founding.html", context)
    words = _("Đã thành lập %(n)s tổ chức, cùng %(organs)s cơ quan.")
    counts = {"n": len(drafts), "organs": len(form.made) - len(drafts)}
    saved(request, words % counts)
    return see_other(request, "delegations:bodies")
