"""The list of accounts as a workbook: to take away, and handed in; what is handed in is shown before it is
done, on the page where a list is pasted."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.users import ManyUsersForm
from accounts.models import UserRequest
from accounts.permissions import check_can_administer
from accounts.services import many_users
from core import clock
from core.addresses import reverse
from core.editing import attempt
from core.htmx import download, form_page
from exchange.forms.uploads import UploadForm
from exchange.services import accounts
from records.workbooks import MIME


@require_safe
@never_cache
def everybody(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    today = clock.today()
    content = accounts.write(on=today, by=request.user)
    return download(content, MIME, f"nguoi-dung-{today.isoformat()}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hand_in(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    leave_url = reverse("accounts:users")
    if form.is_valid() and attempt(form, accounts.read, file=form.cleaned_data["upload"], by=request.user):
        text, first = form.made
        listed = ManyUsersForm({"rows": text, "first": first})
        context = {
            "form": listed,
            "leave_url": leave_url,
            "form_action": reverse("accounts:users-create"),
        }
        if listed.is_valid() and listed.read(by=request.user, on=clock.today()):
            context["preview"] = many_users.preview(listed.made)
        return render(request, "accounts/many_users.html", context)
    return form_page(request, "exchange/accounts.html", {"form": form, "leave_url": leave_url})
