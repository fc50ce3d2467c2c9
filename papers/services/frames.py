"""The frame of a paper: who issues it, to whom, who signs, who receives it. Editable while it is a draft."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Refused
from core.secrecy import check_not_secret
from core.text import normalise
from papers.models import OfficeHead
from papers.queries import papers as paper_queries

LINES = ("superior", "issuer", "symbol", "place", "authority", "office", "signer")
LISTS = ("addressees", "recipients")
PERSON = ("authority", "office", "signer")
LONGEST_LINE, LONGEST_LIST = 300, 200


def of_office(
    *,
    province: str,
    addressees: Sequence[str] = (),
    recipients: Sequence[str] = ("Như trên", "Thường trực Tỉnh uỷ (để b/c)"),
) -> dict[str, Any]:
    """Return the frame of a paper of the office, from its head; the office's archive ends the recipients. One
    query."""
    head = paper_queries.head()
    return clean(
        {name: getattr(head, name) for name in LINES}
        | {
            "superior": _superior(head, province),
            "issuer": head.issuer.upper(),
            "second": None,
            "addressees": list(addressees),
            "recipients": [*recipients, head.archive],
        }
    )


def _superior(head: OfficeHead, province: str) -> str:
    """Return the committee as the head has it, or by the province where it was not filled in."""
    if head.superior.strip(" .…").upper() != "TỈNH UỶ":
        return head.superior.upper()
    return "TỈNH UỶ " + province.removeprefix("tỉnh ").removeprefix("Tỉnh ").upper()


def clean(frame: Any) -> dict[str, Any]:
    """Return a frame with all its parts and nothing else: lines, lists of lines, the second signer. Raises
    Refused."""
    known = {*LINES, *LISTS, "second"}
    if not isinstance(frame, dict) or not frame.keys() <= known:
        raise Refused(_("Thể thức của văn bản không đúng dạng. Hãy tải lại trang rồi thử lại."))
    second = frame.get("second")
    if second is not None and (not isinstance(second, dict) or not second.keys() <= set(PERSON)):
        raise Refused(_("Thể thức của văn bản không đúng dạng. Hãy tải lại trang rồi thử lại."))
    return {
        **{name: _line(frame.get(name, "")) for name in LINES},
        "second": {name: _line(second.get(name, "")) for name in PERSON} if second else None,
        **{name: _list(frame.get(name, [])) for name in LISTS},
    }


def _line(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_LINE:
        raise Refused(_("Mỗi dòng của thể thức không quá %(n)s chữ.") % {"n": LONGEST_LINE})
    check_not_secret(value)
    return normalise(value)


def _list(values: Any) -> list[str]:
    if not isinstance(values, list | tuple) or len(values) > LONGEST_LIST:
        raise Refused(_("Danh sách nơi gửi, nơi nhận không quá %(n)s dòng.") % {"n": LONGEST_LIST})
    return [line for line in (_line(value) for value in values) if line]
