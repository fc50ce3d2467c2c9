"""One act on many records: a preview of what it will do and to which it cannot be done, then the act, each
record for itself."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core import htmx
from core.editing import attempt
from core.errors import Refused

MOST = 500
"""So many records are acted on at once: each is written and judged while the user waits."""
TICKED = "lam"
"""The parameter that names a record which the preview's form ticks."""
_NAMED = 5


class Line(NamedTuple):
    """A record in the preview: its key, what it is called, more about it, and why the act cannot be done to
    it (empty: it can)."""

    key: int
    name: str
    detail: str = ""
    refusal: str = ""
    ticked: bool = True


@dataclass(frozen=True)
class Words:
    """What the preview and the message afterwards say. `question` and `done` take the number of records as
    %(n)s."""

    question: str
    button: str
    done: str


def answer(
    request: HttpRequest,
    *,
    records: Iterable[Any],
    line: Callable[[Any], Line],
    form: Any,
    act: Callable[[Any, dict[str, Any]], Any] | None = None,
    together: Callable[[Sequence[Any], dict[str, Any]], Sequence[Any]] | None = None,
    words: Words,
    leave_url: str,
    body_code: Callable[[Any], str] | None = None,
    undo: bool = True,
) -> HttpResponse:
    """Show what `act` would do to the records with the values of the form (GET), then do it to those that are
    ticked (POST) and return to the list. A record that refuses is named in the message, the others are done;
    one that refuses a value of the form sends the whole form back.

    `together`, in place of `act`, acts on all at once and returns what it made. `body_code` tells of which
    body a record is, where the act may change findings: the message says what changed. `undo=False`: see
    `core.htmx.saved`.
    """
    found = list(records)
    if len(found) > MOST:
        messages.error(
            request,
            _("Đang chọn %(n)s dòng; mỗi lần làm được nhiều nhất %(most)s dòng. Hãy lọc hẹp lại.")
            % {"n": len(found), "most": MOST},
        )
        return htmx.see_other(request, leave_url)
    lines = [line(record) for record in found]
    if not lines:
        messages.error(request, _("Chưa chọn dòng nào. Đánh dấu các dòng cần làm rồi bấm lại."))
        return htmx.see_other(request, leave_url)
    if request.method == "POST":
        ticked = set(request.POST.getlist(TICKED))
        lines = [one._replace(ticked=str(one.key) in ticked) for one in lines]
    chosen = [record for record, one in zip(found, lines, strict=True) if one.ticked and not one.refusal]
    if request.method == "POST" and form.is_valid() and _is_anything(form, chosen):
        done = _together(form, chosen, together) if together else _done(form, chosen, act, line)
        if done is not None:
            codes = {body_code(record) for record in chosen} if body_code else set()
            _tell(request, done, words, body_codes=codes, undo=undo)
            return htmx.see_other(request, leave_url)
    possible = [one for one in lines if not one.refusal]
    context = {
        "form": form,
        "possible": possible,
        "refused": [one for one in lines if one.refusal],
        "question": words.question % {"n": len(chosen)},
        "words": words,
        "leave_url": leave_url,
        "ticked_name": TICKED,
    }
    return htmx.form_page(request, "components/bulk_page.html", context)


def _is_anything(form: Any, chosen: Sequence[Any]) -> bool:
    if not chosen:
        form.add_error(None, _("Chưa đánh dấu dòng nào để làm."))
    return bool(chosen)


class _Done(NamedTuple):
    made: list[Any]
    refused: list[tuple[str, str]]


def _together(
    form: Any, records: Sequence[Any], act: Callable[[Sequence[Any], dict[str, Any]], Sequence[Any]]
) -> _Done | None:
    return _Done(list(form.made), []) if attempt(form, act, records, form.cleaned_data) else None


def _done(
    form: Any,
    records: Iterable[Any],
    act: Callable[[Any, dict[str, Any]], Any] | None,
    line: Callable[[Any], Line],
) -> _Done | None:
    """Return what the act made and whom it refused; None, with the error in the form and nothing written,
    where it refused a value of the form."""
    assert act is not None
    done = _Done([], [])
    with transaction.atomic():
        for record in records:
            try:
                with transaction.atomic():
                    done.made.append(act(record, form.cleaned_data))
            except Refused as refusal:
                if refusal.field in form.fields:
                    form.add_error(refusal.field, f"{line(record).name}: {refusal.message}")
                    transaction.set_rollback(True)
                    return None
                done.refused.append((line(record).name, refusal.message))
    return done


def _tell(
    request: HttpRequest, done: _Done, words: Words, *, body_codes: Collection[str], undo: bool
) -> None:
    if done.made:
        htmx.saved(request, words.done % {"n": len(done.made)}, body_codes=body_codes, undo=undo)
    if done.refused:
        named = "; ".join(f"{name}: {why}" for name, why in done.refused[:_NAMED])
        more = len(done.refused) - _NAMED
        text = _("%(n)s không được. %(named)s") % {"n": len(done.refused), "named": named}
        messages.warning(request, text + (_(" Và %(n)s nữa.") % {"n": more} if more > 0 else ""))
