"""What a finding rests on (căn cứ): the article, regulation or decision that lays down the duty which was not
kept."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import day
from delegations.models import CadenceDecision, GoverningDocument, WorkingRegulation
from obligations.enums import Rule
from obligations.queries.findings import Row
from rulebook.law import ParameterUse

# Where the duty is laid down, for the rules that measure by no dated figure of the law.
LAID_DOWN: Mapping[str, Any] = {
    Rule.COMPETENCE_EXCEEDED: gettext_lazy("Bảng thẩm quyền; cán bộ diện Ban Thường vụ Tỉnh uỷ quản lý"),
    Rule.SECRET_PERSONNEL_ROUND: gettext_lazy(
        "Quy chế làm việc mẫu theo 162-QĐ/TW (2018), Điều 8, vận dụng tương tự"
    ),
    Rule.COMMITTEE_OPINION_MISSING: gettext_lazy(
        "Quan hệ giữa tổ chức đảng với cấp uỷ cơ quan, theo quy chế phối hợp"
    ),
}
# How far back one looks is the office's choice, not the article of a duty.
_WINDOW = "look_back_months"
_CADENCE = "meeting_cadence_months"
_QUORUM = "quorum_share"
# How grave a breach is, how early it is announced: what the office does then, not what the body has to do.
_OF_THE_OFFICE = re.compile(r"_serious_|_due_soon_")
# What the office set for itself, what is only custom, what holds by analogy: right to judge by, no ground to
# hold against others.
_OWN = ("văn phòng tỉnh uỷ quy định", "quy ước của văn phòng", "thông lệ")
_UNNUMBERED = "chưa có số"
_NOTE = re.compile(r" \([^()]*đối chiếu bản gốc\)")
_CADENCE_SAID = re.compile(r": (?:họp )?\d+ tháng một lần\Z")
_BY_ANALOGY = "vận dụng tương tự"
_NUMBER = re.compile(r"(?<![\w/-])\d{1,5}-[A-ZĐ]{2,4}[ir]?/[A-ZĐ][A-ZĐ0-9]{0,11}(?:[.-][A-ZĐ0-9]+)*(?![\w/])")
_PLACE = ", Điều "
_NAMED_BEFORE = re.compile(
    r"(?i)(?:quy định|quy chế|quyết định|nghị quyết|hướng dẫn|chỉ thị|kết luận|thông báo|kế hoạch|chương"
    r" trình|công văn|báo cáo|tờ trình|biên bản|văn bản|làm việc|phối hợp)(?: số)? $"
)
# QĐ stands for two kinds of document, so that only the register's title tells which; without it the word is
# that for any.
_KINDS = {
    "QĐi": "Quy định",
    "QC": "Quy chế",
    "NQ": "Nghị quyết",
    "HD": "Hướng dẫn",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "TB": "Thông báo",
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "CV": "Công văn",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "BB": "Biên bản",
}
_ANY_KIND = "văn bản"
_TITLED = re.compile(
    r"(?i)\s*(quy định|quyết định|quy chế|nghị quyết|hướng dẫn|chỉ thị|kết luận|thông báo|kế hoạch)\b"
)
_ISSUED_BY = re.compile(
    r"(?i)\bcủa (Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương|Ban Thường vụ [^,;(]+|Ban Tổ chức Trung"
    r" ương|Văn phòng Trung ương)"
)
_ISSUERS = {
    "VPTW": "Văn phòng Trung ương Đảng",
    "BTCTW": "Ban Tổ chức Trung ương",
    "UBKTTW": "Uỷ ban Kiểm tra Trung ương",
    "VPTU": "Văn phòng Tỉnh uỷ",
    "TU": "Tỉnh uỷ",
}


def of(row: Row) -> list[str]:
    """Return everything that a finding rests on, each once: the competence table's article where the matter
    is kept, those of the law's figures or of the body's own stricter decision, those that lay the duty
    down."""
    return _grounds(row, row.parameters)


def _grounds(row: Row, uses: Iterable[ParameterUse]) -> list[str]:
    decided = [str(row.evidence["reference"])] if row.evidence.get("reference") else []
    figures = [_citation(use) for use in uses if use.name != _WINDOW and use.reference]
    laid_down = [str(LAID_DOWN[row.rule])] if row.rule in LAID_DOWN else []
    return list(dict.fromkeys([*decided, *figures, *laid_down]))


def to_cite(row: Row) -> list[str]:
    """Return those grounds that a mail or an official paper may hold against a body: the articles of the duty
    that was not kept; nothing without a number, no custom, no analogy."""
    return [
        reference
        for reference in _grounds(row, [use for use in row.parameters if _lays_down(use.name, row)])
        if not is_own(reference) and not any(word in reference.lower() for word in (_UNNUMBERED, _BY_ANALOGY))
    ]


def _lays_down(name: str, row: Row) -> bool:
    """Return whether a figure says what the body had to do: that of a quorum where a meeting lacked it."""
    if _OF_THE_OFFICE.search(name):
        return False
    if name != _QUORUM or row.rule == Rule.QUORUM_FAILED:
        return True
    periods = row.evidence.get("periods") or [row.evidence.get("period") or {}]
    return any(meeting["quorate"] is False for period in periods for meeting in period.get("meetings", ()))


def is_own(reference: str) -> bool:
    """Return whether the office set this for itself, or only custom has it."""
    return reference.lower().startswith(_OWN)


def by_document(references: Iterable[str]) -> list[str]:
    """Return the references with those to articles of one document as one: "21-QĐ/TU, Điều 6, Điều 9"."""
    articles: dict[str, list[str]] = {}
    for reference in references:
        document, _place, article = reference.partition(_PLACE)
        named = articles.setdefault(document, [])
        if article and article not in named:
            named.append(article)
    return [_PLACE.join([document, *sorted(named, key=_order)]) for document, named in articles.items()]


def _order(article: str) -> tuple[int, str]:
    number = re.match(r"\d+", article)
    return int(number[0]) if number else 0, article


def without_cadence(reference: str) -> str:
    """Return a reference without the cadence that `to_cite` puts behind it, for where many bodies have
    several."""
    return _CADENCE_SAID.sub("", reference)


def for_paper(references: Iterable[str]) -> list[str]:
    """Return the references of a measure as an official paper names them: documents with a number, without
    the office's notes on where it read them."""
    noted = (_NOTE.sub("", reference).rstrip(" .") for reference in references)
    return by_document(words for words in noted if _NUMBER.search(words))


def of_one_body(references: Iterable[str]) -> set[str]:
    """Return those grounds that one body alone laid down for itself, in its working regulation or a decision
    on its cadence. Two queries."""
    named = {one: set(_NUMBER.findall(one)) for one in references}
    regulations = WorkingRegulation.objects.filter(number__in=set().union(*named.values())).values_list(
        "number", flat=True
    )
    decisions = Counter(
        number
        for basis in CadenceDecision.objects.values_list("basis", "body").distinct()
        for number in set(_NUMBER.findall(basis[0]))
    )
    own = {*regulations, *(number for number, bodies in decisions.items() if bodies == 1)}
    return {one for one, numbers in named.items() if numbers & own}


def _citation(use: ParameterUse) -> str:
    reference = use.reference.rstrip(". ")
    if use.name != _CADENCE or _("%(months)s tháng") % {"months": use.value} in reference:
        return reference
    return _("%(reference)s: họp %(months)s tháng một lần") % {"reference": reference, "months": use.value}


class Citations:
    """Cites documents as official papers do: in full at the first mention, by the number after that. At most
    two queries."""

    def __init__(self, texts: Iterable[str]) -> None:
        numbers = {number for text in texts for number in _NUMBER.findall(text)}
        self._full = _in_full(numbers) if numbers else {}
        self._cited: set[str] = set()

    def cite(self, text: str) -> str:
        """Return the text with each document it is first to name cited in full, as far as the registers know
        it."""

        def once(found: re.Match[str]) -> str:
            number = found[0]
            if number in self._cited:
                return number
            self._cited.add(number)
            kind, rest = self._full.get(number, (_kind(number), f"{number}{_issued_by(number)}"))
            if _NAMED_BEFORE.search(text[: found.start()]):
                return f"số {rest}"
            return f"{kind} số {rest}"

        return _NUMBER.sub(once, text).replace("số số ", "số ")


def not_registered(texts: Iterable[str]) -> list[str]:
    """Return the numbers of superior committees' documents that the texts name and no register has: their
    kind and day are for a person to write. At most two queries."""
    named = dict.fromkeys(number for text in texts for number in _NUMBER.findall(text))
    superior = [number for number in named if number.partition("/")[2] in {"TW", *_ISSUERS}]
    known = _in_full(set(superior)) if superior else {}
    return [number for number in superior if number not in known and _kind(number) == _ANY_KIND]


def _in_full(numbers: set[str]) -> dict[str, tuple[str, str]]:
    """Return by number the kind of each known document ("văn bản" where it cannot be told) and its number
    with day and issuer."""
    found: dict[str, tuple[str, str]] = {}
    regulations = list(
        WorkingRegulation.objects.filter(number__in=numbers).values_list("number", "issued_on", "body__name")
    )
    bearers = Counter(number for number, *_rest in regulations)
    for number, issued_on, body in regulations:
        if bearers[number] == 1:  # bodies number their own papers, so that two may have one number
            found[number] = ("Quy chế", f"{number}, ngày {day(issued_on)}, của {body}")
    for number, issued_on, title in GoverningDocument.objects.filter(number__in=numbers).values_list(
        "number", "issued_on", "title"
    ):
        titled, by = _TITLED.match(title), _ISSUED_BY.search(title)
        issued_by = f", của {by[1]}" if by else _issued_by(number)
        found[number] = (
            titled[1].capitalize() if titled else _kind(number),
            f"{number}, ngày {day(issued_on)}{issued_by}",
        )
    return found


def _kind(number: str) -> str:
    """Return the kind of document as far as its symbol tells it."""
    return _KINDS.get(number.partition("-")[2].partition("/")[0], _ANY_KIND)


def _issued_by(number: str) -> str:
    """Return ", của …" where the symbol says who issued the document."""
    issuer = _ISSUERS.get(number.partition("/")[2], "")
    return f", của {issuer}" if issuer else ""
