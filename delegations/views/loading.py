"""Loading what a screen is about: within the user's scope, locked while it is being changed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import known
from core.errors import Refused
from core.history import values_before
from core.htmx import page, saved, see_other
from core.text import fold
from delegations.documents import workbooks
from delegations.models import Body

Record = TypeVar("Record", bound=models.Model)
View = Callable[..., HttpResponse]


def writing(view: View) -> View:
    """Decorate a form's view: GET shows, POST writes, both in one transaction so that what is checked is what is changed."""
    return require_http_methods(["GET", "HEAD", "POST"])(transaction.atomic(view))


def one(request: HttpRequest, rows: QuerySet[Record], **lookup: Any) -> Record:
    """Return the one record, or 404; a POST locks it until the view has answered."""
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, **lookup)


def body_of(request: HttpRequest, code: str) -> Body:
    """Return the body with the code if the user may see it, else 404."""
    return one(request, Body.objects.visible_to(request.user).select_related("kind"), code=code)  # type: ignore[arg-type]


def download(content: bytes | str, mime: str, name: str) -> HttpResponse:
    """Return a file to be saved, its name without accents."""
    stem, _dot, ending = name.rpartition(".")
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{slugify(fold(stem)) or "tep"}.{ending}"'
    return response


def excel(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, subtitle: str = "") -> HttpResponse:
    """Return a list as an Excel file named after its title; its second line says in which sense a past day is told."""
    content = workbooks.table(title=title, headings=headings, rows=rows, subtitle=known.titled(subtitle))
    return download(content, workbooks.MIME, f"{title}{known.file_mark()}.xlsx")


def confirmed(
    request: HttpRequest,
    act: Callable[[], object],
    *,
    question: str,
    done: str,
    to: str,
    leave_url: str,
    details: str = "",
    yes_words: str = "",
    danger: bool = False,
    body_code: str = "",
) -> HttpResponse:
    """Ask on a page of its own (GET), then act (POST): on to `to` with `done`, or back to `leave_url` with the refusal's sentence."""
    if request.method != "POST":
        context = {"question": question, "details": details, "yes_words": yes_words, "danger": danger, "leave_url": leave_url}
        return page(request, "components/confirm_page.html", context)
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.message)
        return see_other(request, leave_url)
    saved(request, done, body_code=body_code)
    return see_other(request, to)


def undone(request: HttpRequest, record: models.Model) -> dict[str, Any]:
    """Return what stood before the change named by `?khoi-phuc=`, to be saved again through the record's own form."""
    event = request.GET.get("khoi-phuc", "")
    return values_before(record, int(event)) if event.isdigit() and request.method != "POST" else {}


def said(words: str, form: Any) -> str:
    """Return the message after saving, naming the fields where another user's newer text was kept."""
    labels = getattr(form, "merged_labels", [])
    return f"{words} {_('Giữ nội dung người khác vừa lưu ở: %(fields)s.') % {'fields': ', '.join(labels)}}" if labels else words
