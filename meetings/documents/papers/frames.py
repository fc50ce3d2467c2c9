"""What stands around the words of a body's paper: who issues it, who signs, who receives it."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import Truncator

from delegations.enums import SeatRole
from delegations.models import Body
from delegations.queries.bodies import short_name
from meetings.queries.members import Member

LONGEST_LINE = 300


def of_body(
    body: Body,
    *,
    superior: str,
    place: str,
    signer: Member | None,
    second: str = "",
    addressees: Sequence[str] = (),
    recipients: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the frame of a paper that a body's secretary or deputy signs in its name: a collective signs
    T/M, never K/T. `superior` and `place` are the office's; `second` is who else signs, at the left."""
    made = {
        "authority": f"T/M {short_name(body).upper()}",
        "office": str(signer.role.label if signer else SeatRole.SECRETARY.label).upper(),
        "signer": signer.person.full_name if signer else "",
        "addressees": [Truncator(line).chars(LONGEST_LINE) for line in addressees],
        "recipients": list(recipients),
    }
    return _around(body, superior, place) | made | {"second": _person(second) if second else None}


def of_minutes(body: Body, *, superior: str, place: str, taker: str, chair: str) -> dict[str, Any]:
    """Return the frame of minutes: who took them signs at the left, the chair at the right."""
    right, left = _person("CHỦ TRÌ CUỘC HỌP", chair), _person("NGƯỜI GHI BIÊN BẢN", taker)
    return _around(body, superior, place) | right | {"second": left}


def of_ballot(body: Body, *, superior: str, place: str) -> dict[str, Any]:
    """Return the frame of a ballot, which each member signs."""
    signer = _person("NGƯỜI CHO Ý KIẾN") | {"office": "(ký, ghi rõ họ tên)"}
    return _around(body, superior, place) | signer | {"addressees": [f"Các đồng chí thành viên {body.name}"]}


def of_no_signer(body: Body, *, superior: str, place: str) -> dict[str, Any]:
    """Return the frame of a list or a programme, which nobody signs."""
    return _around(body, superior, place) | _person("")


def _around(body: Body, superior: str, place: str) -> dict[str, Any]:
    return {
        "superior": superior,
        "issuer": body.name.upper(),
        "symbol": body.symbol or "…",
        "place": place,
        "second": None,
        "addressees": [],
        "recipients": [],
    }


def _person(authority: str, signer: str = "") -> dict[str, str]:
    return {"authority": authority, "office": "", "signer": signer}
