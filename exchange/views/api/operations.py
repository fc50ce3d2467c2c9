"""What the open data answers, one function an address."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404
from ninja import NinjaAPI, Query, Schema
from ninja.renderers import JSONRenderer
from pydantic import BaseModel, Field

from accounts.enums import TokenScope
from accounts.models import UserRequest
from accounts.queries import bodies_of
from core import clock
from delegations.models import Body
from exchange.documents import duties, popolo
from exchange.enums import BODY_STATES
from exchange.forms import asking
from exchange.permissions import Reader, can_read, check_can_read
from exchange.queries import open_data
from exchange.services import open_data as files
from exchange.views.api.gate import WAYS_IN, Problem, Unfit, teach_refusals
from obligations.queries import records
from obligations.queries.findings import Filters
from obligations.services import outlook

BODIES, PEOPLE, FINDINGS = TokenScope.BODIES.value, TokenScope.PEOPLE.value, TokenScope.FINDINGS.value
REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


class _Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Nền nếp: dữ liệu mở",
    version="1",
    description=(
        "Tổ chức đảng, vị trí, thành viên, cán bộ theo khuôn Popolo; phát hiện, kỳ họp, cuộc họp, báo cáo."
        " Chỉ đọc. Mỗi khoá chỉ thấy những tổ chức mà người lập khoá được xem. Ngày viết NĂM-THÁNG-NGÀY. Phạm"
        " vi people là dữ liệu cá nhân. Trong địa chỉ, dấu / của mã viết là ~s, dấu ~ viết là ~t."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=WAYS_IN,
    renderer=_Renderer(),
)
teach_refusals(api)


class Page(BaseModel):
    """A page of a list."""

    on: dt.date = Field(description="Ngày xem")
    total: int = Field(description="Tổng số mục")
    page: int
    per_page: int
    next: str | None = Field(description="Địa chỉ trang sau; null ở trang cuối")
    previous: str | None = Field(description="Địa chỉ trang trước")


class Organizations(Page):
    items: list[popolo.Organization]


class Posts(Page):
    items: list[popolo.Post]


class Memberships(Page):
    items: list[popolo.Membership]


class Persons(Page):
    items: list[popolo.Person]


class Findings(Page):
    items: list[duties.Finding]


class Periods(Page):
    items: list[duties.Rhythm]


class Meetings(Page):
    items: list[duties.Meeting]


class Reports(Page):
    items: list[duties.Report]


def serves(
    path: str, answer: Any, *scopes: str, summary: str, tag: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a view `(request, reader, asked, …)` under a path for readers with all the scopes. Parameters
    that it does not know are refused."""

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def scoped(request: UserRequest, **kwargs: Any) -> Any:
            reader: Reader = request.auth  # type: ignore[attr-defined]
            check_can_read(reader, *scopes)
            _refuse_unknown(request, kwargs["asked"])
            return view(request, **kwargs)

        words = f"Phạm vi của khoá: {', '.join(scopes)}."
        return api.get(
            path,
            response={200: answer, **REFUSALS},
            summary=summary,
            description=words,
            tags=[tag],
            operation_id=view.__name__,
        )(scoped)

    return register


def _refuse_unknown(request: UserRequest, asked: Schema) -> None:
    known = type(asked).model_fields
    if unknown := [name for name in request.GET if name not in known]:
        raise Unfit(
            {name[:60]: f"không có tham số này; dùng được: {', '.join(known)}" for name in unknown[:10]}
        )


def _reader(request: UserRequest) -> Reader:
    return request.auth  # type: ignore[attr-defined]


def _check_bodies(reader: Reader, codes: Sequence[str]) -> None:
    """Refuse codes of bodies that do not exist for the reader: an empty list would be taken for an answer."""
    if strangers := open_data.strangers(reader.user, codes):
        raise Unfit(
            {"organization_id": f"không có tổ chức mang mã {', '.join(strangers)} trong phạm vi được xem"}
        )


def _kinds(names: Sequence[str]) -> list[int]:
    keys, unknown = open_data.kind_ids(names)
    if unknown:
        raise Unfit({"classification": f"không có loại tổ chức {', '.join(unknown)}"})
    return keys


def _page(request: UserRequest, made: Any, asked: asking.Rows, items: list[Any], total: int) -> Any:
    last = max(1, -(-total // asked.per_page))
    before = _turned(request, min(asked.page - 1, last)) if asked.page > 1 else None
    after = _turned(request, asked.page + 1) if asked.page < last else None
    return made(
        on=asked.on,
        total=total,
        page=asked.page,
        per_page=asked.per_page,
        next=after,
        previous=before,
        items=items,
    )


def _turned(request: UserRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _sliced(rows: Any, asked: asking.Rows, *, ahead: int = 0, by_key: bool = False) -> tuple[list[Any], int]:
    """Return the records of the page and their total; `ahead` items stand before the first record. Two
    queries and those of the rows.

    `by_key` finds the page's keys first, in a query more: what is counted for each row is then not counted
    for the rows of the pages before.
    """
    total = rows.count() + ahead
    start = (asked.page - 1) * asked.per_page
    if start >= total:
        return [], total
    part = slice(max(0, start - ahead), max(0, start + asked.per_page - ahead))
    if by_key:
        return list(rows.filter(pk__in=list(rows.values_list("pk", flat=True)[part]))), total
    return list(rows[part]), total


# Popolo --------------------------------------------------------------------------------------


@serves("/organizations", Organizations, BODIES, summary="Tổ chức đảng và cấp uỷ tỉnh", tag="Popolo")
def organizations(request: UserRequest, asked: Query[asking.AskedOrganizations]) -> Any:
    reader = _reader(request)
    _kinds(asked.classification)
    province = open_data.province()
    state = BODY_STATES.get(asked.state, "")
    rows = open_data.organizations(
        reader.user, asked.on, state=state, kinds=asked.classification, text=asked.q
    )
    head = (
        [popolo.parent(province)]
        if province and asked.state in {"active", "all"} and not asked.classification and not asked.q
        else []
    )
    found, total = _sliced(rows, asked, ahead=len(head), by_key=True)
    items = [popolo.organization(body, asked.on, has_parent=province is not None) for body in found]
    return _page(request, Organizations, asked, [*(head if asked.page == 1 else []), *items], total)


@serves("/organizations/{code:id}", popolo.Organization, BODIES, summary="Một tổ chức", tag="Popolo")
def organization(request: UserRequest, id: str, asked: Query[asking.OnDay]) -> Any:
    province = open_data.province()
    if id == popolo.PARENT and province:
        return popolo.parent(province)
    body = open_data.organizations(_reader(request).user, asked.on).filter(code=id).first()
    if body is None:
        raise Http404(f"Không có tổ chức mang mã “{id}” trong phạm vi được xem.")
    return popolo.organization(body, asked.on, has_parent=province is not None)


@serves("/posts", Posts, BODIES, summary="Vị trí", tag="Popolo")
def posts(request: UserRequest, asked: Query[asking.AskedPosts]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, asked.organization_id)
    rows = open_data.posts(
        reader.user, asked.on, codes=asked.organization_id, roles=asked.role, every_day=asked.every_day
    )
    found, total = _sliced(rows, asked)
    return _page(request, Posts, asked, [popolo.post(seat) for seat in found], total)


@serves("/posts/{code:id}", popolo.Post, BODIES, summary="Một vị trí", tag="Popolo")
def post(request: UserRequest, id: str, asked: Query[asking.OnDay]) -> Any:
    seat = open_data.posts(_reader(request).user, asked.on, every_day=True).filter(code=id).first()
    if seat is None:
        raise Http404(f"Không có vị trí mang mã “{id}” trong phạm vi được xem.")
    return popolo.post(seat)


@serves("/memberships", Memberships, PEOPLE, summary="Thành viên", tag="Popolo")
def memberships(request: UserRequest, asked: Query[asking.AskedMemberships]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, asked.organization_id)
    rows = open_data.memberships(
        reader.user,
        asked.on,
        codes=asked.organization_id,
        roles=asked.role,
        persons=asked.person_id,
        seats=asked.post_id,
        every_day=asked.every_day,
    )
    found, total = _sliced(rows, asked)
    return _page(request, Memberships, asked, [popolo.membership(row) for row in found], total)


@serves("/memberships/{code:id}", popolo.Membership, PEOPLE, summary="Một thành viên", tag="Popolo")
def membership(request: UserRequest, id: str, asked: Query[asking.OnDay]) -> Any:
    seat, _colon, rest = id.partition(":")
    rows = open_data.memberships(_reader(request).user, asked.on, seats=popolo.parted(seat), every_day=True)
    found = next((made for made in map(popolo.membership, rows if rest else ()) if made.id == id), None)
    if found is None:
        raise Http404(f"Không có thành viên mang mã “{id}” trong phạm vi được xem.")
    return found


@serves("/persons", Persons, PEOPLE, summary="Cán bộ, như danh bạ", tag="Popolo")
def persons(request: UserRequest, asked: Query[asking.AskedPersons]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, asked.organization_id)
    found, total = _sliced(
        open_data.persons(
            reader.user, asked.on, codes=asked.organization_id, text=asked.q, every_day=asked.every_day
        ),
        asked,
    )
    return _page(request, Persons, asked, [popolo.person(row) for row in found], total)


@serves("/persons/{code:id}", popolo.Person, PEOPLE, summary="Một cán bộ", tag="Popolo")
def person(request: UserRequest, id: str, asked: Query[asking.OnDay]) -> Any:
    found = open_data.persons(_reader(request).user, asked.on, every_day=True).filter(code=id).first()
    if found is None:
        raise Http404(f"Không có cán bộ mang mã “{id}” trong phạm vi được xem.")
    return popolo.person(found)


@serves(
    "/popolo",
    popolo.Popolo,
    BODIES,
    PEOPLE,
    summary="Toàn bộ tổ chức, vị trí, thành viên, cán bộ trong một tệp",
    tag="Popolo",
)
def whole(request: UserRequest, asked: Query[asking.OnDay]) -> Any:
    file = files.popolo_file(user=_reader(request).user, on=asked.on)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"popolo-{asked.on.isoformat()}.json",
        content_type="application/json",
    )


# What is due or late -------------------------------------------------------------------------


@serves(
    "/findings",
    Findings,
    FINDINGS,
    summary="Phát hiện: việc quá hạn, sắp đến hạn, được miễn, hoãn",
    tag="Phát hiện",
)
def findings(request: UserRequest, asked: Query[asking.AskedFindings]) -> Any:
    reader = _reader(request)
    offset = (asked.page - 1) * asked.per_page
    part = outlook.listing(
        on=asked.on,
        today=clock.today(),
        filters=_filters(reader, asked),
        body_ids=bodies_of(reader.user),
        sort=asked.order,
        offset=offset,
        limit=asked.per_page,
    )
    names = records.references(part.rows, links=False).names
    if not can_read(reader, PEOPLE):
        names = {key: words for key, words in names.items() if not key.startswith("person:")}
    return _page(request, Findings, asked, duties.findings(part.rows, asked.on, names), part.total)


@serves("/findings/summary", duties.Summary, FINDINGS, summary="Số phát hiện, như Tổng quan", tag="Phát hiện")
def summary(request: UserRequest, asked: Query[asking.AskedSummary]) -> Any:
    reader = _reader(request)
    counts = outlook.counts(
        on=asked.on, today=clock.today(), filters=_filters(reader, asked), body_ids=bodies_of(reader.user)
    )
    return duties.summary(counts, asked.on)


def _filters(reader: Reader, asked: asking.OfFindings) -> Filters:
    _check_bodies(reader, asked.organization_id)
    return Filters(
        rules=asked.rule,
        severities=asked.severity,
        statuses=asked.status,
        body_codes=asked.organization_id,
        kind_ids=_kinds(asked.classification),
        text=asked.q,
    )


@serves("/periods", Periods, FINDINGS, summary="Nhịp họp: các kỳ gần nhất của mỗi tổ chức", tag="Phát hiện")
def periods(request: UserRequest, asked: Query[asking.AskedPeriods]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, asked.organization_id)
    rows = Body.objects.visible_to(reader.user).active_on(asked.on).in_protocol_order()
    if asked.organization_id:
        rows = rows.filter(code__in=asked.organization_id)
    found, total = _sliced(rows, asked)
    cells = outlook.heat_map(on=asked.on, body_ids=[body.pk for body in found], count=asked.count)
    return _page(
        request, Periods, asked, [duties.rhythm(body, cells.get(body.pk, ())) for body in found], total
    )


@serves("/meetings", Meetings, FINDINGS, summary="Cuộc họp", tag="Hồ sơ")
def meetings(request: UserRequest, asked: Query[asking.AskedMeetings]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, asked.organization_id)
    rows = open_data.meetings(
        reader.user,
        asked.on,
        codes=asked.organization_id,
        kinds=asked.kind,
        statuses=asked.status,
        since=asked.since,
        until=asked.until,
    )
    found, total = _sliced(rows, asked)
    return _page(request, Meetings, asked, [duties.meeting(row) for row in found], total)


@serves("/reports", Reports, FINDINGS, summary="Báo cáo năm đã nộp", tag="Hồ sơ")
def reports(request: UserRequest, asked: Query[asking.AskedReports]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, asked.organization_id)
    found, total = _sliced(
        open_data.reports(reader.user, asked.on, codes=asked.organization_id, years=asked.year), asked
    )
    return _page(request, Reports, asked, [duties.report(row) for row in found], total)
