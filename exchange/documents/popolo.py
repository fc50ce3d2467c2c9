"""Bodies, seats, people and memberships in the Popolo shape (http://www.popoloproject.com/specs/): its names
where it has one, ours beside them.

An id is the code that the office gave. Texts are Vietnamese whatever the reader's language.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from pydantic import BaseModel, Field

from core.addresses import absolute, as_address
from delegations import models
from delegations.enums import SeatRole
from exchange.enums import BODY_STATES

PARENT = "tinh-uy"
_STATES = {word: name for name, word in BODY_STATES.items()}
_CITY = "thành phố "


class Identifier(BaseModel):
    identifier: str
    scheme: str = Field(description="ma-to-chuc, ky-hieu, ma-can-bo")


class ContactDetail(BaseModel):
    type: str = Field(description="email hoặc voice (điện thoại)")
    value: str
    label: str


class Link(BaseModel):
    url: str
    note: str


class Strength(BaseModel):
    required: int = Field(description="Số vị trí có hiệu lực vào ngày xem")
    filled: int = Field(description="Số thành viên, mỗi người tính một lần")
    vacant: int = Field(description="Số vị trí khuyết")


class Organization(BaseModel):
    id: str = Field(description="Mã tổ chức")
    name: str
    classification: str = Field(description="Loại tổ chức")
    parent_id: str | None = Field(description="Cấp uỷ trực tiếp lãnh đạo")
    identifiers: list[Identifier]
    founding_date: dt.date | None = Field(description="Ngày thành lập")
    dissolution_date: dt.date | None = Field(description="Ngày hoạt động cuối cùng")
    contact_details: list[ContactDetail]
    links: list[Link]
    sources: list[Link] = Field(
        description="Quyết định thành lập, kết thúc, và trang hồ sơ ghi các quyết định ấy"
    )
    host: str | None = Field(description="Cơ quan chủ quản")
    state: str = Field(
        description="active đang hoạt động, ended đã kết thúc, planned chưa thành lập; vào ngày xem"
    )
    strength: Strength | None
    predecessor_ids: list[str] = Field(description="Tổ chức mà tổ chức này kế thừa")
    successor_ids: list[str] = Field(description="Tổ chức kế thừa tổ chức này")


class Post(BaseModel):
    id: str = Field(description="Mã vị trí")
    label: str
    role: str = Field(description="Chức danh bằng chữ")
    organization_id: str
    start_date: dt.date
    end_date: dt.date | None
    links: list[Link]
    role_code: str = Field(description="secretary, deputy, member")
    office: str | None = Field(description="Chức vụ mà vị trí gắn với")
    vacant: bool = Field(description="Khuyết vào ngày xem")


class Membership(BaseModel):
    id: str = Field(description="Mã vị trí, mã cán bộ, ngày bắt đầu, cách nhau bằng dấu hai chấm")
    label: str | None = Field(description="Chức vụ của cán bộ")
    role: str = Field(description="Chức danh bằng chữ")
    person_id: str
    organization_id: str
    post_id: str
    start_date: dt.date
    end_date: dt.date | None = Field(description="Ngày giữ vị trí cuối cùng")
    links: list[Link]
    sources: list[Link] = Field(description="Quyết định chỉ định, quyết định thôi")
    role_code: str
    portfolio: str | None = Field(description="Lĩnh vực phụ trách")
    decision_number: str | None
    decided_on: dt.date | None
    relief_decision: str | None


class Person(BaseModel):
    id: str = Field(description="Mã cán bộ")
    name: str
    email: str | None
    identifiers: list[Identifier]
    contact_details: list[ContactDetail]
    links: list[Link]


class Popolo(BaseModel):
    """A whole file: what the province looks like on a day."""

    meta: dict[str, str] = Field(description="on: ngày xem; source: nơi lấy; schema: lược đồ Popolo")
    organizations: list[Organization]
    posts: list[Post]
    memberships: list[Membership]
    persons: list[Person]


def joined(*parts: object) -> str:
    """Return one id of several parts: `:` between them, `~c` for one inside, `~t` for `~`."""
    return ":".join(str(part).replace("~", "~t").replace(":", "~c") for part in parts)


def parted(text: str) -> list[str]:
    """Return the parts of an id made by `joined`."""
    return [part.replace("~c", ":").replace("~t", "~") for part in text.split(":")]


def page_of_body(code: str, tail: str = "") -> str:
    """Return the address of a body's page."""
    return absolute(f"/to-chuc/{as_address(code)}/{tail}")


def parent(province: models.Province) -> Organization:
    """Return the provincial committee, under which the bodies stand."""
    name = province.name
    words = (
        f"Thành uỷ {name[len(_CITY) :]}"
        if name.lower().startswith(_CITY)
        else f"Tỉnh uỷ {name.removeprefix('tỉnh ').removeprefix('Tỉnh ')}"
    )
    return Organization(
        id=PARENT,
        name=words,
        classification="Cấp uỷ tỉnh",
        parent_id=None,
        identifiers=[],
        founding_date=None,
        dissolution_date=None,
        contact_details=[],
        links=[Link(url=absolute("/"), note="Tổng quan")],
        sources=[],
        host=None,
        state="active",
        strength=None,
        predecessor_ids=[],
        successor_ids=[],
    )


def organization(body: models.Body, on: dt.date, *, has_parent: bool) -> Organization:
    """Return a body that came with its kind, strength and relatives
    (exchange.queries.open_data.organizations)."""
    row: Any = body
    decisions = (("thành lập", body.founding_decision), ("kết thúc", body.ending_decision))
    return Organization(
        id=body.code,
        name=body.name,
        classification=body.kind.name,
        parent_id=PARENT if has_parent else None,
        identifiers=_identifiers(("ma-to-chuc", body.code), ("ky-hieu", body.symbol)),
        founding_date=body.founded_on,
        dissolution_date=body.ended_on,
        contact_details=_contacts(body.email, body.phone),
        links=[Link(url=page_of_body(body.code), note="Hồ sơ tổ chức")],
        sources=[
            Link(url=page_of_body(body.code), note=f"Quyết định {what} số {number}")
            for what, number in decisions
            if number
        ],
        host=body.host or None,
        state=_STATES[body.state_on(on).value],
        strength=Strength(required=row.seat_count, filled=row.filled_count, vacant=row.vacant_count),
        predecessor_ids=[other.code for other in body.predecessors.all()],
        successor_ids=[other.code for other in body.successors.all()],
    )


def post(seat: models.Seat) -> Post:
    """Return a seat that came with its body, office and `held` (exchange.queries.open_data.posts)."""
    row: Any = seat
    role = str(SeatRole(seat.role).label)
    return Post(
        id=seat.code,
        label=f"{role} {seat.body.name}",
        role=role,
        organization_id=seat.body.code,
        start_date=seat.starts_on,
        end_date=seat.ends_on,
        links=[Link(url=page_of_body(seat.body.code, "#vi-tri"), note="Thành viên của tổ chức")],
        role_code=seat.role,
        office=seat.office.name if seat.office else None,
        vacant=not row.held,
    )


def membership(row: models.Membership) -> Membership:
    """Return a membership that came with its seat, body and person."""
    page = page_of_body(row.seat.body.code, "#vi-tri")
    decisions = (("chỉ định", row.decision_number), ("thôi giữ vị trí", row.relief_decision))
    return Membership(
        id=joined(row.seat.code, row.person.code, row.starts_on),
        label=row.title or None,
        role=str(SeatRole(row.seat.role).label),
        person_id=row.person.code,
        organization_id=row.seat.body.code,
        post_id=row.seat.code,
        start_date=row.starts_on,
        end_date=row.ends_on,
        links=[Link(url=page, note="Thành viên của tổ chức")],
        sources=[
            Link(url=page, note=f"Quyết định {what} số {number}") for what, number in decisions if number
        ],
        role_code=row.seat.role,
        portfolio=row.portfolio or None,
        decision_number=row.decision_number or None,
        decided_on=row.decided_on,
        relief_decision=row.relief_decision or None,
    )


def person(row: models.Person) -> Person:
    return Person(
        id=row.code,
        name=row.full_name,
        email=row.email or None,
        identifiers=_identifiers(("ma-can-bo", row.code)),
        contact_details=_contacts(row.email, row.phone),
        links=[Link(url=absolute(f"/danh-ba/{as_address(row.code)}/"), note="Danh bạ")],
    )


def meta(on: dt.date) -> dict[str, str]:
    return {
        "on": on.isoformat(),
        "source": settings.SITE_URL,
        "schema": "http://www.popoloproject.com/schemas/",
    }


def _identifiers(*known: tuple[str, str]) -> list[Identifier]:
    return [Identifier(identifier=value, scheme=scheme) for scheme, value in known if value]


def _contacts(email: str, phone: str) -> list[ContactDetail]:
    known: Iterable[tuple[str, str, str]] = (("email", email, "Thư điện tử"), ("voice", phone, "Điện thoại"))
    return [ContactDetail(type=kind, value=value, label=label) for kind, value, label in known if value]
