"""Papers about the strength of a body: the proposal to bring it to full strength, and the draft of a
decision that designates. Names stand in them only where somebody typed them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from core.dates import day
from core.templatetags.nennep import vi
from delegations.models import Body, Membership, Seat, WorkingRegulation
from delegations.queries.bodies import SeatRow, short_name
from papers.blocks import Block, plain
from papers.documents.wording import long_date, short_dates

BLANK, SHORT_BLANK = "…………………………", "……………"
BOARD = "Ban Thường vụ Tỉnh uỷ"


def proposal_title(body: Body) -> str:
    return f"về việc kiện toàn {body.name}"


def proposal(
    body: Body,
    rows: Sequence[SeatRow],
    *,
    ending: Sequence[SeatRow],
    regulation: WorkingRegulation | None,
    on: dt.date,
) -> list[Block]:
    """Return the proposal to fill the vacant seats among `rows`, and those whose holders' terms are
    `ending`."""
    name = plain(body.name)
    vacant = [row for row in rows if row.holder is None]
    lacks = []
    if vacant:
        lacks.append(f"khuyết {vi(len(vacant))} vị trí")
    if ending:
        lacks.append(f"{vi(len(ending))} vị trí sắp hết thời hạn giữ chức vụ")
    state = (
        f"Đến {long_date(on)}, {name} có {vi(len(rows) - len(vacant))}/{vi(len(rows))} vị trí có người"
        f" giữ; {', '.join(lacks)}, cụ thể như sau:"
    )
    table = [
        ("STT", "Chức danh", "Yêu cầu", "Tình trạng", "Nhân sự dự kiến"),
        *(
            (vi(place), str(row.seat.get_role_display()), _required(row.seat), _state(row), SHORT_BLANK)
            for place, row in enumerate((*vacant, *ending), start=1)
        ),
    ]
    return [
        *([Block("paragraph", _regulation(regulation), key="regulation")] if regulation else []),
        Block("paragraph", state, key="state"),
        Block("table", key="seats", rows=tuple(table), widths=(8, 17, 28, 26, 21)),
        Block(
            "paragraph",
            f"Để bảo đảm thành phần và chế độ sinh hoạt, {name} kính trình {BOARD} xem xét, kiện toàn"
            f" các vị"
            " trí nêu trên.",
            key="request",
        ),
        Block("paragraph", f"Kính trình {BOARD} xem xét, quyết định.", key="closing"),
    ]


def decision_title(body: Body, seat: Seat) -> str:
    role = str(seat.get_role_display())
    return f"về việc chỉ định {role} {body.name}"


def decision(body: Body, seat: Seat, *, regulation: WorkingRegulation | None) -> list[Block]:
    """Return the draft of the decision that designates who takes a seat."""
    name = plain(body.name)
    role = str(seat.get_role_display())
    grounds = ["Căn cứ Điều lệ Đảng Cộng sản Việt Nam"]
    grounds += [_regulation(regulation).rstrip(".;,")] if regulation else []
    grounds += [f"Xét đề nghị của {name}"]
    articles = (
        f"Chỉ định đồng chí {BLANK}, chức vụ {BLANK}, giữ chức {role} {name}, kể từ ngày ký.",
        f"Đồng chí có tên tại Điều 1 thực hiện nhiệm vụ, quyền hạn của {role} theo quy chế làm việc của"
        f" {name}.",
        f"Văn phòng Tỉnh uỷ, Ban Tổ chức Tỉnh uỷ, {name} và đồng chí có tên tại Điều 1 chịu trách"
        f" nhiệm thi"
        " hành Quyết định này.",
    )
    return [
        *(
            Block("item", f"{ground}{',' if place == len(grounds) else ';'}", key=f"ground-{place}")
            for place, ground in enumerate(grounds, start=1)
        ),
        Block("centred", "BAN THƯỜNG VỤ TỈNH UỶ QUYẾT ĐỊNH:", key="decides"),
        *(
            Block("paragraph", f"**Điều {place}.** {words}", key=f"article-{place}")
            for place, words in enumerate(articles, start=1)
        ),
    ]


def frame(body: Body, of_office: dict[str, Any], *, signer: Membership | None) -> dict[str, Any]:
    """Return the frame of a body's own proposal, signed T/M by its secretary or a deputy; the office's frame
    gives committee and place."""
    return of_office | {
        "issuer": body.name.upper(),
        "symbol": body.symbol or "…",
        "authority": f"T/M {short_name(body).upper()}",
        "office": str(signer.seat.get_role_display()).upper() if signer else "BÍ THƯ",
        "signer": signer.person.full_name if signer else "",
        "addressees": [BOARD],
        "recipients": ["Như trên", "Ban Tổ chức Tỉnh uỷ", "Văn phòng Tỉnh uỷ", f"Lưu {body.name}"],
    }


def board_frame(body: Body, of_office: dict[str, Any], *, symbol: str) -> dict[str, Any]:
    """Return the frame of a decision of the Standing Board, for the committee to number and sign."""
    return of_office | {
        "superior": "",
        "issuer": of_office["superior"],
        "symbol": symbol,
        "authority": "T/M BAN THƯỜNG VỤ",
        "office": "BÍ THƯ",
        "signer": "",
        "addressees": [],
        "recipients": ["Như Điều 3", "Ban Tổ chức Tỉnh uỷ", "Lưu Văn phòng Tỉnh uỷ"],
    }


def _regulation(regulation: WorkingRegulation) -> str:
    issued = f", ngày {short_dates(day(regulation.issued_on))}" if regulation.issued_on else ""
    return (
        f"Căn cứ Quy chế làm việc số {plain(regulation.number)}{issued}, của {plain(regulation.body.name)};"
    )


def _required(seat: Seat) -> str:
    return f"theo chức vụ: {seat.office.name}" if seat.office else "theo quy định về cơ cấu thành viên"


def _state(row: SeatRow) -> str:
    if row.holder is None:
        assert row.vacant_since is not None, "a vacant seat is vacant since a day"
        if row.watched_from:
            return f"khuyết, chưa ghi nhận người giữ từ {short_dates(day(row.watched_from))}"
        return f"khuyết từ {short_dates(day(row.vacant_since))}"
    return f"đồng chí {row.holder.person.full_name} giữ đến {short_dates(day(row.holder.ends_on))}"
