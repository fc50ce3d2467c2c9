"""How a user has a list: columns, saved views."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.lists import ColumnsForm, ViewForm
from accounts.models import SavedView, UserRequest
from accounts.permissions import can_edit_facts
from accounts.queries.lists import views_of
from accounts.services import lists
from core.editing import attempt
from core.htmx import clicked, form_page, see_other, writing
from records.loading import look_up


@require_POST
def columns(request: UserRequest) -> HttpResponse:
    form = ColumnsForm(request.POST)
    if not form.is_valid():
        raise Http404(_("Không có danh sách này."))
    chosen = None if "usual" in request.POST else form.cleaned_data["columns"]
    lists.choose_columns(chosen, path=form.cleaned_data["path"], by=request.user)
    return see_other(request, form.back())


@writing
def save(request: UserRequest) -> HttpResponse:
    """Save the filters of a list under a name; a name that cannot be sends to a page of its own."""
    shares = can_edit_facts(request.user)
    form = ViewForm(
        request.POST or None,
        may_share=shares,
        initial={"path": request.GET.get("path"), "query": request.GET.get("query")},
    )
    if form.is_valid() and attempt(
        form, lists.save_view, by=request.user, **{"is_shared": False, **form.cleaned_data}
    ):
        messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": form.made.name})
        return see_other(request, form.made.url)
    leave_url = form["path"].value() or "/"
    return form_page(request, "accounts/view_form.html", {"form": form, "leave_url": leave_url})


def _view(request: UserRequest, pk: int) -> SavedView:
    found: SavedView = look_up(SavedView.objects.select_related("owner"), pk=pk)
    if not views_of(request.user.pk, found.path).filter(pk=pk).exists():
        raise Http404(_("Không có bộ lọc này."))
    return found


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    return clicked(
        request,
        lambda: lists.remove_view(view, by=request.user),
        done=_("Đã xoá bộ lọc “%(name)s”.") % {"name": view.name},
        to=f"{view.path}?{view.query}",
    )


@require_POST
def open_with(request: UserRequest, pk: int) -> HttpResponse:
    """Let the list open with the view, or as it is where it opens with this one."""
    view = _view(request, pk)
    is_off = "off" in request.POST
    words = _("Danh sách lại mở không có bộ lọc.") if is_off else _("Danh sách mở bằng bộ lọc “%(name)s”.")
    return clicked(
        request,
        lambda: lists.open_with(None if is_off else view, path=view.path, by=request.user),
        done=words % {"name": view.name},
        to=view.url,
    )
