"""The parameters of the addresses of the open data, a class for each. Descriptions are always Vietnamese:
they are part of the published document."""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field

from core import clock, dates
from delegations.enums import SeatRole
from exchange.enums import BODY_STATES
from meetings.enums import MeetingKind, MeetingStatus
from obligations.enums import FlagStatus, Rule, Severity
from obligations.queries import horizon

SORTS = {"severity": "severity", "due": "due", "organization": "body", "rule": "rule"}
STATES = (*BODY_STATES, "all")
ALL_SORTS = (*SORTS, *(f"-{name}" for name in SORTS))
MOST_ROWS = 200


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return dates.parse(value)
    except ValueError:
        raise ValueError(
            f"“{value[:60]}” không phải là ngày có thật từ năm 1930 đến 2200. Viết NĂM-THÁNG-NGÀY, ví dụ"
            " 2026-11-23"
        ) from None


def _day_or_today(value: Any) -> Any:
    """An emptied field of a form asks for today."""
    return clock.today() if isinstance(value, str) and not value.strip() else _day(value)


def _worked_out(day: dt.date) -> dt.date:
    last = horizon.needed(clock.today())
    if day > last:
        raise ValueError(f"chưa tính được ngày {day}; xem trước được đến hết ngày {last}")
    return day


def _line(text: str) -> str:
    if "\x00" in text:
        raise ValueError("có ký tự không hợp lệ (NUL). Hãy bỏ ký tự đó")
    return text.strip()


def _one_of(values: Collection[str]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in values:
            raise ValueError(f"“{text[:60]}” không có trong danh mục. Chọn một trong: {', '.join(values)}")
        return text

    return check


def _enum(values: Collection[str]) -> Any:
    return Field(json_schema_extra={"enum": list(values)})


Day = Annotated[dt.date, BeforeValidator(_day)]
DayOrToday = Annotated[dt.date, BeforeValidator(_day_or_today)]
WorkedOutDay = Annotated[Day, AfterValidator(_worked_out)]
DayOfFindings = Annotated[DayOrToday, AfterValidator(_worked_out)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_line)]
State = Annotated[str, AfterValidator(_one_of(STATES)), _enum(STATES)]
Role = Annotated[str, AfterValidator(_one_of(SeatRole.values)), _enum(SeatRole.values)]
RuleCode = Annotated[str, AfterValidator(_one_of(Rule.values)), _enum(Rule.values)]
Level = Annotated[str, AfterValidator(_one_of(Severity.values)), _enum(Severity.values)]
Status = Annotated[str, AfterValidator(_one_of(FlagStatus.values)), _enum(FlagStatus.values)]
Sort = Annotated[str, AfterValidator(_one_of(ALL_SORTS)), _enum(ALL_SORTS)]
Kind = Annotated[str, AfterValidator(_one_of(MeetingKind.values)), _enum(MeetingKind.values)]
MeetingState = Annotated[str, AfterValidator(_one_of(MeetingStatus.values)), _enum(MeetingStatus.values)]
OrganizationIds = Annotated[
    list[Line], Field(max_length=100, description="Mã tổ chức; nêu lặp lại để lấy nhiều tổ chức.")
]


class OnDay(Schema):
    """The day looked at."""

    on: DayOrToday = Field(
        default_factory=clock.today,
        description="Ngày xem (NĂM-THÁNG-NGÀY), theo hồ sơ hiện có. Mặc định: hôm nay.",
    )


class OnDayOfFindings(OnDay):
    """The day of which findings are looked at."""

    on: DayOfFindings = Field(
        default_factory=clock.today,
        description=(
            "Ngày xem (NĂM-THÁNG-NGÀY), theo hồ sơ hiện có. Mặc định: hôm nay. Xem trước được nhiều nhất"
            f" {horizon.DAYS} ngày."
        ),
    )


class Paged(Schema):
    """Which part of a list is wanted."""

    page: int = Field(1, ge=1, le=1_000_000, description="Trang, từ 1.")
    per_page: int = Field(50, ge=1, le=MOST_ROWS, description=f"Số mục một trang, nhiều nhất {MOST_ROWS}.")


class Rows(Paged, OnDay):
    """A page of a list of a day."""


class OrganizationsParameters(Rows):
    state: State = Field("active", description="Tình trạng vào ngày xem.")
    classification: list[Line] = Field(
        [], max_length=50, description="Loại tổ chức, ví dụ Đảng đoàn; lặp lại được."
    )
    q: Line = Field("", description="Từ trong mã, tên, cơ quan chủ quản; không cần dấu.")


class OfOrganizations(Rows):
    """A page of a list about bodies."""

    organization_id: OrganizationIds = Field([])


class PostsParameters(OfOrganizations):
    role: list[Role] = Field([], description="Chức danh; lặp lại được.")
    every_day: bool = Field(False, description="true: cả vị trí không có hiệu lực vào ngày xem.")


class MembershipsParameters(PostsParameters):
    person_id: list[Line] = Field([], max_length=100, description="Mã cán bộ; lặp lại được.")
    post_id: list[Line] = Field([], max_length=100, description="Mã vị trí; lặp lại được.")
    every_day: bool = Field(False, description="true: cả thành viên đã thôi, chưa đến ngày giữ vị trí.")


class PersonsParameters(OfOrganizations):
    q: Line = Field("", description="Từ trong họ tên, mã; không cần dấu.")
    every_day: bool = Field(False, description="true: cả người không giữ vị trí nào vào ngày xem.")


class OfFindings(Schema):
    """What findings are narrowed to."""

    organization_id: OrganizationIds = Field([])
    classification: list[Line] = Field([], max_length=50, description="Loại tổ chức; lặp lại được.")
    rule: list[RuleCode] = Field([], description="Quy tắc; lặp lại được.")
    severity: list[Level] = Field([], description="Mức độ; lặp lại được.")
    status: list[Status] = Field([], description="Tình trạng; lặp lại được.")
    q: Line = Field("", description="Từ trong mã, tên tổ chức, đối tượng; không cần dấu.")


class FindingsParameters(OnDayOfFindings, OfFindings, Rows):
    sort: Sort = Field("severity", description="Thứ tự; dấu - trước là ngược lại.")

    @property
    def order(self) -> str:
        """Return the order by its name in obligations.queries.findings."""
        turned = "-" if self.sort.startswith("-") else ""
        return turned + SORTS[self.sort.removeprefix("-")]


class SpansParameters(OfFindings, Paged):
    first: Day | None = Field(None, alias="from", description="Ngày đầu. Mặc định: ngày cuối.")
    last: WorkedOutDay | None = Field(
        None,
        alias="to",
        description=f"Ngày cuối. Mặc định: hôm nay; nhiều nhất {horizon.DAYS} ngày sau hôm nay.",
    )

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day."""
        today = clock.today()
        last = self.last or max(self.first or today, today)
        return self.first or last, last


class SummaryParameters(OnDayOfFindings, OfFindings):
    pass


class PeriodsParameters(OnDayOfFindings, OfOrganizations):
    per_page: int = Field(50, ge=1, le=100, description="Số tổ chức một trang, nhiều nhất 100.")
    count: int = Field(12, ge=1, le=36, description="Số kỳ gần nhất của mỗi tổ chức, nhiều nhất 36.")


class MeetingsParameters(OfOrganizations):
    kind: list[Kind] = Field([], description="Loại cuộc họp; lặp lại được.")
    status: list[MeetingState] = Field([], description="Trạng thái; lặp lại được.")
    since: Day | None = Field(None, description="Chỉ cuộc họp từ ngày này.")
    until: Day | None = Field(None, description="Chỉ cuộc họp đến hết ngày này.")


class ReportsParameters(OfOrganizations):
    year: list[Annotated[int, Field(ge=1930, le=2200)]] = Field(
        [], max_length=50, description="Năm báo cáo; lặp lại được."
    )
