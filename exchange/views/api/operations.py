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
from delegations.models import Body
from exchange.documents import duties, popolo
from exchange.enums import BODY_STATES
from exchange.forms import parameters
from exchange.permissions import Reader, can_read, check_can_read
from exchange.queries import open_data
from exchange.services import open_data as files
from exchange.views.api.gate import WAYS_IN, Problem, Unfit, teach_refusals
from obligations.queries import findings as finding_queries
from obligations.queries import periods as period_queries
from obligations.queries import records
from obligations.queries.findings import Filters

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

    total: int = Field(description="Tổng số mục")
    page: int
    per_page: int
    next: str | None = Field(description="Địa chỉ trang sau; null ở trang cuối")
    previous: str | None = Field(description="Địa chỉ trang trước")


class PageOfDay(Page):
    """A page of a list of a day."""

    on: dt.date = Field(description="Ngày xem")


class Organizations(PageOfDay):
    items: list[popolo.Organization]


class Posts(PageOfDay):
    items: list[popolo.Post]


class Memberships(PageOfDay):
    items: list[popolo.Membership]


class Persons(PageOfDay):
    items: list[popolo.Person]


class Findings(PageOfDay):
    items: list[duties.Finding]


class Spans(Page):
    first: dt.date = Field(serialization_alias="from", description="Ngày đầu")
    last: dt.date = Field(serialization_alias="to", description="Ngày cuối")
    items: list[duties.FindingSpan]


class Periods(PageOfDay):
    items: list[duties.Rhythm]


class Meetings(PageOfDay):
    items: list[duties.Meeting]


class Reports(PageOfDay):
    items: list[duties.Report]


def serves(
    path: str, answer: Any, *scopes: str, summary: str, tag: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a view `(request, wanted, …)` under a path for readers with all the scopes. Parameters
    that it does not have are refused."""

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def scoped(request: UserRequest, **kwargs: Any) -> Any:
            reader: Reader = request.auth  # type: ignore[attr-defined]
            check_can_read(reader, *scopes)
            _refuse_unknown(request, kwargs["wanted"])
            return view(request, **kwargs)

        description = f"Phạm vi của khoá: {', '.join(scopes)}."
        return api.get(
            path,
            response={200: answer, **REFUSALS},
            by_alias=True,
            summary=summary,
            description=description,
            tags=[tag],
            operation_id=view.__name__,
        )(scoped)

    return register


def _refuse_unknown(request: UserRequest, wanted: Schema) -> None:
    allowed = [field.alias or name for name, field in type(wanted).model_fields.items()]
    if unknown := [name for name in request.GET if name not in allowed]:
        raise Unfit(
            {name[:60]: f"không có tham số này; dùng được: {', '.join(allowed)}" for name in unknown[:10]}
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


def _page(request: UserRequest, made: Any, wanted: parameters.Rows, items: list[Any], total: int) -> Any:
    return made(on=wanted.on, items=items, **_place(request, wanted, total))


def _place(request: UserRequest, wanted: parameters.Paged, total: int) -> dict[str, Any]:
    """Return which page of the list this is, and where the next and the previous one are."""
    last = max(1, -(-total // wanted.per_page))
    return {
        "total": total,
        "page": wanted.page,
        "per_page": wanted.per_page,
        "next": _turned(request, wanted.page + 1) if wanted.page < last else None,
        "previous": _turned(request, min(wanted.page - 1, last)) if wanted.page > 1 else None,
    }


def _turned(request: UserRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _sliced(
    rows: Any, wanted: parameters.Rows, *, ahead: int = 0, by_key: bool = False
) -> tuple[list[Any], int]:
    """Return the records of the page and their total; `ahead` items stand before the first record. Two
    queries and those of the rows.

    `by_key` finds the page's keys first, in a query more: what is counted for each row is then not counted
    for the rows of the pages before.
    """
    total = rows.count() + ahead
    start = (wanted.page - 1) * wanted.per_page
    if start >= total:
        return [], total
    part = slice(max(0, start - ahead), max(0, start + wanted.per_page - ahead))
    if by_key:
        return list(rows.filter(pk__in=list(rows.values_list("pk", flat=True)[part]))), total
    return list(rows[part]), total


# Popolo --------------------------------------------------------------------------------------


@serves("/organizations", Organizations, BODIES, summary="Tổ chức đảng và cấp uỷ tỉnh", tag="Popolo")
def organizations(request: UserRequest, wanted: Query[parameters.OrganizationsParameters]) -> Any:
    reader = _reader(request)
    _kinds(wanted.classification)
    province = open_data.province()
    state = BODY_STATES.get(wanted.state, "")
    rows = open_data.organizations(
        reader.user, wanted.on, state=state, kinds=wanted.classification, text=wanted.q
    )
    head = (
        [popolo.parent(province)]
        if province and wanted.state in {"active", "all"} and not wanted.classification and not wanted.q
        else []
    )
    found, total = _sliced(rows, wanted, ahead=len(head), by_key=True)
    items = [popolo.organization(body, wanted.on, has_parent=province is not None) for body in found]
    return _page(request, Organizations, wanted, [*(head if wanted.page == 1 else []), *items], total)


@serves("/organizations/{code:id}", popolo.Organization, BODIES, summary="Một tổ chức", tag="Popolo")
def organization(request: UserRequest, id: str, wanted: Query[parameters.OnDay]) -> Any:
    province = open_data.province()
    if id == popolo.PARENT and province:
        return popolo.parent(province)
    body = open_data.organizations(_reader(request).user, wanted.on).filter(code=id).first()
    if body is None:
        raise Http404(f"Không có tổ chức mang mã “{id}” trong phạm vi được xem.")
    return popolo.organization(body, wanted.on, has_parent=province is not None)


@serves("/posts", Posts, BODIES, summary="Vị trí", tag="Popolo")
def posts(request: UserRequest, wanted: Query[parameters.PostsParameters]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, wanted.organization_id)
    rows = open_data.posts(
        reader.user, wanted.on, codes=wanted.organization_id, roles=wanted.role, every_day=wanted.every_day
    )
    found, total = _sliced(rows, wanted)
    return _page(request, Posts, wanted, [popolo.post(seat) for seat in found], total)


@serves("/posts/{code:id}", popolo.Post, BODIES, summary="Một vị trí", tag="Popolo")
def post(request: UserRequest, id: str, wanted: Query[parameters.OnDay]) -> Any:
    seat = open_data.posts(_reader(request).user, wanted.on, every_day=True).filter(code=id).first()
    if seat is None:
        raise Http404(f"Không có vị trí mang mã “{id}” trong phạm vi được xem.")
    return popolo.post(seat)


@serves("/memberships", Memberships, PEOPLE, summary="Thành viên", tag="Popolo")
def memberships(request: UserRequest, wanted: Query[parameters.MembershipsParameters]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, wanted.organization_id)
    rows = open_data.memberships(
        reader.user,
        wanted.on,
        codes=wanted.organization_id,
        roles=wanted.role,
        persons=wanted.person_id,
        seats=wanted.post_id,
        every_day=wanted.every_day,
    )
    found, total = _sliced(rows, wanted)
    return _page(request, Memberships, wanted, [popolo.membership(row) for row in found], total)


@serves("/memberships/{code:id}", popolo.Membership, PEOPLE, summary="Một thành viên", tag="Popolo")
def membership(request: UserRequest, id: str, wanted: Query[parameters.OnDay]) -> Any:
    seat, _colon, rest = id.partition(":")
    rows = open_data.memberships(_reader(request).user, wanted.on, seats=popolo.parted(seat), every_day=True)
    found = next((made for made in map(popolo.membership, rows if rest else ()) if made.id == id), None)
    if found is None:
        raise Http404(f"Không có thành viên mang mã “{id}” trong phạm vi được xem.")
    return found


@serves("/persons", Persons, PEOPLE, summary="Cán bộ, như danh bạ", tag="Popolo")
def persons(request: UserRequest, wanted: Query[parameters.PersonsParameters]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, wanted.organization_id)
    found, total = _sliced(
        open_data.persons(
            reader.user, wanted.on, codes=wanted.organization_id, text=wanted.q, every_day=wanted.every_day
        ),
        wanted,
    )
    return _page(request, Persons, wanted, [popolo.person(row) for row in found], total)


@serves("/persons/{code:id}", popolo.Person, PEOPLE, summary="Một cán bộ", tag="Popolo")
def person(request: UserRequest, id: str, wanted: Query[parameters.OnDay]) -> Any:
    found = open_data.persons(_reader(request).user, wanted.on, every_day=True).filter(code=id).first()
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
def whole(request: UserRequest, wanted: Query[parameters.OnDay]) -> Any:
    file = files.popolo_file(user=_reader(request).user, on=wanted.on)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"popolo-{wanted.on.isoformat()}.json",
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
def findings(request: UserRequest, wanted: Query[parameters.FindingsParameters]) -> Any:
    reader = _reader(request)
    offset = (wanted.page - 1) * wanted.per_page
    part = finding_queries.listing(
        wanted.on,
        filters=_filters(reader, wanted),
        body_ids=bodies_of(reader.user),
        sort=wanted.order,
        offset=offset,
        limit=wanted.per_page,
    )
    names = records.references(part.rows, links=False).names
    if not can_read(reader, PEOPLE):
        names = {key: words for key, words in names.items() if not key.startswith("person:")}
    return _page(request, Findings, wanted, duties.findings(part.rows, wanted.on, names), part.total)


@serves(
    "/findings/spans",
    Spans,
    FINDINGS,
    summary="Phát hiện theo khoảng ngày: từ ngày nào đến ngày nào, theo hồ sơ hiện có",
    tag="Phát hiện",
)
def spans(request: UserRequest, wanted: Query[parameters.SpansParameters]) -> Any:
    reader = _reader(request)
    first, last = wanted.days
    if last < first:
        raise Unfit({"to": "phải từ ngày đầu (from) trở đi"})
    rows, total = finding_queries.overlapping(
        first,
        last,
        filters=_filters(reader, wanted),
        body_ids=bodies_of(reader.user),
        offset=(wanted.page - 1) * wanted.per_page,
        limit=wanted.per_page,
    )
    return Spans(first=first, last=last, items=duties.spans(rows), **_place(request, wanted, total))


@serves("/findings/summary", duties.Summary, FINDINGS, summary="Số phát hiện, như Tổng quan", tag="Phát hiện")
def summary(request: UserRequest, wanted: Query[parameters.SummaryParameters]) -> Any:
    reader = _reader(request)
    counts = finding_queries.counts(
        wanted.on, filters=_filters(reader, wanted), body_ids=bodies_of(reader.user)
    )
    return duties.summary(counts, wanted.on)


def _filters(reader: Reader, wanted: parameters.OfFindings) -> Filters:
    _check_bodies(reader, wanted.organization_id)
    return Filters(
        rules=wanted.rule,
        severities=wanted.severity,
        statuses=wanted.status,
        body_codes=wanted.organization_id,
        kind_ids=_kinds(wanted.classification),
        text=wanted.q,
    )


@serves("/periods", Periods, FINDINGS, summary="Nhịp họp: các kỳ gần nhất của mỗi tổ chức", tag="Phát hiện")
def periods(request: UserRequest, wanted: Query[parameters.PeriodsParameters]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, wanted.organization_id)
    rows = Body.objects.visible_to(reader.user).active_on(wanted.on).in_protocol_order()
    if wanted.organization_id:
        rows = rows.filter(code__in=wanted.organization_id)
    found, total = _sliced(rows, wanted)
    cells = period_queries.of_bodies(wanted.on, [body.pk for body in found], count=wanted.count)
    return _page(
        request, Periods, wanted, [duties.rhythm(body, cells.get(body.pk, ())) for body in found], total
    )


@serves("/meetings", Meetings, FINDINGS, summary="Cuộc họp", tag="Hồ sơ")
def meetings(request: UserRequest, wanted: Query[parameters.MeetingsParameters]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, wanted.organization_id)
    rows = open_data.meetings(
        reader.user,
        wanted.on,
        codes=wanted.organization_id,
        kinds=wanted.kind,
        statuses=wanted.status,
        since=wanted.since,
        until=wanted.until,
    )
    found, total = _sliced(rows, wanted)
    return _page(request, Meetings, wanted, [duties.meeting(row) for row in found], total)


@serves("/reports", Reports, FINDINGS, summary="Báo cáo đã nộp", tag="Hồ sơ")
def reports(request: UserRequest, wanted: Query[parameters.ReportsParameters]) -> Any:
    reader = _reader(request)
    _check_bodies(reader, wanted.organization_id)
    found, total = _sliced(
        open_data.reports(reader.user, wanted.on, codes=wanted.organization_id, years=wanted.year), wanted
    )
    return _page(request, Reports, wanted, [duties.report(row) for row in found], total)
