"""What is done with a direction: acknowledge, report, ask for time, propose, answer, comment, close, confirm,
take back, open again, give to somebody."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_facts
from core import clock, files, htmx
from core.addresses import reverse
from core.editing import attempt
from core.forms import Form
from directions.enums import Decision
from directions.forms.directions import (
    AssignForm,
    CloseForm,
    DecisionForm,
    ExtensionForm,
    FurtherForm,
    ProposalForm,
    ReasonForm,
    ReceiptForm,
    ReportForm,
)
from directions.models import Direction, DirectionFile
from directions.permissions import (
    check_can_change,
    check_can_direct,
    check_can_propose,
    check_can_report,
    is_leader,
)
from directions.queries import directions as queries
from directions.services import directions, extensions, receipts, steps
from directions.views import scope
from records.loading import look_up
from records.papers import record_of, stored

Act = Callable[[Direction, dict[str, Any]], Any]


class ActTexts(NamedTuple):
    """What the page of an act shows: its heading, its button, and the notice once it is done."""

    heading: str
    button: str
    done: str


def _act(
    request: UserRequest,
    code: str,
    check: Callable[[Any, Direction], None],
    make: Callable[[Direction], Form],
    act: Act,
    *,
    texts: ActTexts,
) -> HttpResponse:
    """A page with one act on a direction: show its form, do it when it is answered."""
    direction = scope.direction(request, code, on=clock.today())
    check(request.user, direction)
    form, leave = make(direction), reverse("directions:page", args=[code])
    if form.is_valid() and attempt(form, act, direction, form.cleaned_data):
        htmx.saved(request, texts.done, body_code=direction.body.code)
        return htmx.see_other(request, leave)
    leaders = queries.possible_leaders() if "leader_name" in form.fields else []
    context = {
        "form": form,
        "direction": direction,
        "heading": texts.heading,
        "submit_label": texts.button,
        "leave_url": leave,
        "leaders": leaders,
    }
    context["finding"] = queries.finding_now(direction, on=clock.today())
    context["request_waits"] = _request_shown(direction)
    return htmx.form_page(request, "directions/act.html", context)


def _request_shown(direction: Direction) -> Any:
    """Return the request for more time that waits, for the page of an act to show."""
    return direction.requests.filter(decided_on=None).first()


def _directs(user: Any, direction: Direction) -> None:
    check_can_direct(user, direction.body_id)


@htmx.writing
def report(request: UserRequest, code: str) -> HttpResponse:
    def act(direction: Direction, typed: dict[str, Any]) -> None:
        steps.report(
            direction=direction,
            on=typed["on"],
            text=typed["text"],
            evidence=typed["evidence"],
            upload=typed["upload"],
            now=clock.now(),
            by=request.user,
        )

    def make(direction: Direction) -> Form:
        return ReportForm(scope.posted(request), request.FILES or None, initial={"on": clock.today()})

    return _act(
        request,
        code,
        check_can_report,
        make,
        act,
        texts=ActTexts(_("Báo cáo thực hiện"), _("Ghi báo cáo"), _("Đã ghi báo cáo thực hiện.")),
    )


@htmx.writing
def receive(request: UserRequest, code: str) -> HttpResponse:
    """A body's secretary acknowledges with one click; staff name who did so, and when."""
    done = _("Đã ghi nhận tổ chức xác nhận tiếp nhận ý kiến chỉ đạo.")
    if request.method == "POST" and not can_edit_facts(request.user):
        direction = scope.direction(request, code, on=clock.today())
        act = partial(
            receipts.receive, direction=direction, on=clock.today(), today=clock.today(), by=request.user
        )
        return htmx.clicked(request, act, done=done, to=reverse("directions:page", args=[code]))

    def write(direction: Direction, typed: dict[str, Any]) -> None:
        receipts.receive(
            direction=direction, on=typed["on"], name=typed["name"], today=clock.today(), by=request.user
        )

    def make(direction: Direction) -> Form:
        return ReceiptForm(scope.posted(request), initial={"on": clock.today()})

    texts = ActTexts(_("Ghi nhận tổ chức đã tiếp nhận"), _("Ghi nhận"), done)
    return _act(request, code, check_can_report, make, write, texts=texts)


@htmx.writing
def extend(request: UserRequest, code: str) -> HttpResponse:
    """Ask for more time."""

    def act(direction: Direction, typed: dict[str, Any]) -> None:
        extensions.ask(
            direction=direction,
            until=typed["until"],
            reason=typed["reason"],
            today=clock.today(),
            by=request.user,
        )

    texts = ActTexts(
        _("Xin gia hạn"), _("Gửi đề nghị gia hạn"), _("Đã gửi đề nghị gia hạn; chờ lãnh đạo trả lời.")
    )
    return _act(
        request,
        code,
        check_can_report,
        lambda direction: ExtensionForm(scope.posted(request)),
        act,
        texts=texts,
    )


@htmx.writing
def answer(request: UserRequest, code: str, number: int) -> HttpResponse:
    """Give more time, or refuse it."""

    def act(direction: Direction, typed: dict[str, Any]) -> None:
        values = {
            "direction": direction,
            "number": number,
            "words": typed["words"],
            "leader_name": typed.get("leader_name", ""),
            "today": clock.today(),
            "by": request.user,
        }
        if typed["decision"] == Decision.GRANTED:
            extensions.grant(**values, until=typed["until"])
        else:
            extensions.refuse(**values)

    def make(direction: Direction) -> Form:
        asked = look_up(direction.requests.all(), number=number)
        until = asked.until if asked.until >= clock.today() else None
        initial = {"until": until, "leader_name": direction.leader_name}
        return DecisionForm(scope.posted(request), own=is_leader(request.user), initial=initial)

    texts = ActTexts(_("Trả lời xin gia hạn"), _("Ghi trả lời"), _("Đã trả lời đề nghị gia hạn."))
    return _act(request, code, _directs, make, act, texts=texts)


@htmx.writing
def propose(request: UserRequest, code: str) -> HttpResponse:
    def act(direction: Direction, typed: dict[str, Any]) -> None:
        values = {name: typed[name] for name in ("on", "text", "outcome", "evidence", "upload")}
        steps.propose(direction=direction, **values, now=clock.now(), by=request.user)

    def make(direction: Direction) -> Form:
        return ProposalForm(
            scope.posted(request), request.FILES or None, initial={"on": clock.today(), "outcome": "done"}
        )

    done = _("Đã đề nghị kết thúc; ý kiến chờ lãnh đạo xác nhận.")
    return _act(
        request,
        code,
        check_can_propose,
        make,
        act,
        texts=ActTexts(_("Đề nghị kết thúc"), _("Trình lãnh đạo xác nhận"), done),
    )


@htmx.writing
def add_comment(request: UserRequest, code: str) -> HttpResponse:
    def act(direction: Direction, typed: dict[str, Any]) -> None:
        name = typed.get("leader_name", "")
        steps.add_comment(
            direction=direction,
            text=typed["text"],
            due_on=typed["due_on"],
            leader_name=name,
            today=clock.today(),
            by=request.user,
        )

    def make(direction: Direction) -> Form:
        return FurtherForm(
            scope.posted(request), own=is_leader(request.user), initial={"leader_name": direction.leader_name}
        )

    return _act(
        request,
        code,
        _directs,
        make,
        act,
        texts=ActTexts(_("Ý kiến thêm, gia hạn"), _("Ghi ý kiến"), _("Đã ghi ý kiến thêm.")),
    )


@htmx.writing
def close(request: UserRequest, code: str) -> HttpResponse:
    def act(direction: Direction, typed: dict[str, Any]) -> None:
        values = {name: typed[name] for name in ("on", "outcome", "words")}
        directions.close(
            direction=direction,
            **values,
            leader_name=typed.get("leader_name", ""),
            despite_finding=typed.get("despite_finding", False),
            today=clock.today(),
            by=request.user,
        )

    def make(direction: Direction) -> Form:
        initial = {"on": clock.today(), "outcome": "done", "leader_name": direction.leader_name}
        return CloseForm(
            scope.posted(request),
            own=is_leader(request.user),
            finding_remains=queries.finding_remains(direction, today=clock.today()),
            initial=initial,
        )

    return _act(
        request,
        code,
        _directs,
        make,
        act,
        texts=ActTexts(
            _("Kết thúc ý kiến chỉ đạo"),
            pgettext("ý kiến chỉ đạo", "Kết thúc"),
            _("Đã kết thúc ý kiến chỉ đạo."),
        ),
    )


@htmx.writing
def withdraw(request: UserRequest, code: str) -> HttpResponse:
    def act(direction: Direction, typed: dict[str, Any]) -> None:
        directions.withdraw(direction=direction, reason=typed["reason"], today=clock.today(), by=request.user)

    texts = ActTexts(
        _("Rút lại ý kiến chỉ đạo"),
        _("Rút lại"),
        _("Đã rút lại ý kiến chỉ đạo; nội dung và lý do vẫn được giữ."),
    )
    return _act(
        request, code, check_can_change, lambda direction: ReasonForm(scope.posted(request)), act, texts=texts
    )


@htmx.writing
def reopen(request: UserRequest, code: str) -> HttpResponse:
    def act(direction: Direction, typed: dict[str, Any]) -> None:
        directions.reopen(direction=direction, reason=typed["reason"], today=clock.today(), by=request.user)

    texts = ActTexts(_("Mở lại ý kiến chỉ đạo"), _("Mở lại"), _("Ý kiến chỉ đạo được mở lại."))
    return _act(
        request, code, _directs, lambda direction: ReasonForm(scope.posted(request)), act, texts=texts
    )


@htmx.writing
def assign(request: UserRequest, code: str) -> HttpResponse:
    def act(direction: Direction, typed: dict[str, Any]) -> None:
        directions.assign(direction=direction, to=typed["assigned_to"], by=request.user)

    def make(direction: Direction) -> Form:
        return AssignForm(scope.posted(request), initial={"assigned_to": direction.assigned_to_id})

    return _act(
        request,
        code,
        _directs,
        make,
        act,
        texts=ActTexts(_("Giao theo dõi"), _("Lưu"), _("Đã lưu người theo dõi.")),
    )


@require_POST
def confirm(request: UserRequest, code: str) -> HttpResponse:
    """Close as proposed: one click on the page that shows the proposal, which it names, so that none is
    confirmed unread; it also names that the finding remains, where the page showed so."""
    direction = scope.direction(request, code, on=clock.today())
    check_can_direct(request.user, direction.body_id)
    number = request.POST.get("buoc", "")
    step = int(number) if number.isdecimal() and len(number) < 6 else 0
    act = partial(
        directions.confirm,
        direction=direction,
        number=step,
        despite_finding=bool(request.POST.get("phat_hien_con")),
        today=clock.today(),
        by=request.user,
    )
    return htmx.clicked(
        request,
        act,
        done=_("Đã xác nhận, kết thúc ý kiến chỉ đạo."),
        to=reverse("directions:page", args=[code]),
        body_code=direction.body.code,
    )


@require_safe
def hand_out(request: UserRequest, key: uuid.UUID) -> FileResponse:
    return files.hand_out(stored(DirectionFile, key, user=request.user))


@htmx.writing
def take_off_file(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    paper = stored(DirectionFile, key, user=request.user)
    direction = record_of(paper)
    check_can_report(request.user, direction)
    leave = reverse("directions:page", args=[direction.code])
    return htmx.confirmed(
        request,
        lambda: steps.take_off_file(stored=paper, now=clock.now(), by=request.user),
        question=_("Gỡ tệp “%(name)s”?") % {"name": paper.name},
        done=_("Đã gỡ tệp “%(name)s”.") % {"name": paper.name},
        to=leave,
        leave_url=leave,
        confirm_label=_("Gỡ"),
        danger=True,
    )
