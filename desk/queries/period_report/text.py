"""The report's text: how things stand, what is judged of it and why, what is proposed. Each sentence rests on
facts and is left out where there are none; a person of the office writes on from it."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import TextChoices

from core.dates import day, period
from core.templatetags.nennep import vi
from desk.queries.brief import MEETINGS, REPORTS, SEATS
from desk.queries.period_report import tables
from desk.queries.period_report.facts import PeriodFacts
from desk.queries.rhythm import MISSED, WAIVED, WITHOUT_QUORUM, Ended
from obligations.enums import FlagStatus, Rule
from papers.blocks import Block, plain
from papers.documents.wording import long_date, short_dates

REPORTING = (REPORTS, Rule.REPORT_MISSING.value, Rule.SUBMISSION_OVERDUE.value)
STAFFING = (SEATS, Rule.RESTAFF_DUE.value, Rule.TERM_ENDING.value)
REGULATIONS = (
    Rule.REGULATION_MISSING.value,
    Rule.REGULATION_STALE.value,
    Rule.COORDINATION_MISSING.value,
)
MOST_NAMED, MOST_LISTED = 12, 60
"""So many bodies are named in a sentence, and in one with their periods; of more, how many they are."""


def title(facts: PeriodFacts) -> str:
    return (
        "tình hình thực hiện chế độ sinh hoạt, chế độ báo cáo và kiện toàn tổ chức của các tổ chức đảng"
        f" {_when(facts)}"
    )


def blocks(facts: PeriodFacts, *, grades: type[TextChoices]) -> list[Block]:
    """Return the report as blocks; `grades` words the grades of reviews."""
    found = [
        _paragraph(
            "opening",
            "Văn phòng Tỉnh uỷ báo cáo Ban Thường vụ Tỉnh uỷ tình hình thực hiện chế độ sinh hoạt, chế độ báo"
            " cáo và kiện toàn tổ chức của các tổ chức đảng do Văn phòng Tỉnh uỷ theo dõi"
            f" {_when(facts)} (số liệu tính đến {long_date(facts.on)}) như sau:",
        ),
        Block("heading", "I- TÌNH HÌNH", key="I"),
        *_numbered(_state(facts, grades)),
        Block("heading", "II- ĐÁNH GIÁ CHUNG, NGUYÊN NHÂN", key="II"),
        *_numbered(_judgement(facts)),
        Block("heading", "III- KIẾN NGHỊ, ĐỀ XUẤT", key="III"),
        *_proposals(facts),
        _paragraph("closing", "Văn phòng Tỉnh uỷ trân trọng báo cáo."),
        *_annexes(facts),
    ]
    return [block for block in found if block.text or block.rows]


Part = tuple[str, str, Sequence[Block]]
"""A part's key, its title, its blocks."""


def _numbered(parts: Iterable[Part]) -> Iterator[Block]:
    """Generate the parts that have something to say, numbered."""
    place = 0
    for key, words, within in parts:
        if any(block.text or block.rows for block in within):
            place += 1
            yield Block("heading", f"{place}. {words}", key=key, level=2)
            yield from within


def _state(facts: PeriodFacts, grades: type[TextChoices]) -> Iterator[Part]:
    yield "meetings", "Chế độ họp định kỳ", _meetings(facts)
    yield "reports", "Chế độ báo cáo, đề xuất", _reports(facts)
    yield "staffing", "Kiện toàn tổ chức", _by_rule(facts, "staffing", STAFFING, _seats(facts))
    yield "regulations", "Quy chế làm việc, quy chế phối hợp", _by_rule(facts, "regulations", REGULATIONS)
    yield "directions", "Thực hiện ý kiến chỉ đạo", [_directions(facts)]
    yield "grades", "Đánh giá, xếp loại", [_grades(facts, grades)]
    yield "all", "Tổng hợp các việc chưa thực hiện", _all(facts)


def _meetings(facts: PeriodFacts) -> list[Block]:
    sums, brief = facts.tally, facts.brief
    bodies = len({one.body_id for one in brief.periods})
    met = f"{vi(sums.met)} kỳ đã họp định kỳ" + (f", đạt {_share(sums.met, sums.of)}" if sums.of else "")
    parts = [met, *_some(sums.missed, "kỳ không họp định kỳ")]
    parts += _some(sums.without_quorum, "kỳ họp không đủ thành phần")
    parts += _some(sums.waived, "kỳ được miễn, hoãn")
    told = (
        f"Trong {_when(facts)} có {vi(sums.of)} kỳ họp định kỳ kết thúc, của {vi(bodies)} tổ chức:"
        f" {'; '.join(parts)} ({_annex(facts, 'periods')})."
        if sums.of
        else f"Trong {_when(facts)} không có kỳ họp định kỳ nào kết thúc."
    )
    others = facts.done.held - facts.done.periodic
    held = [f"Các tổ chức đã họp {vi(facts.done.held)} cuộc"]
    held += _some(facts.done.periodic, "cuộc định kỳ", before="trong đó ")
    held += _some(others, "cuộc chuyên đề, bất thường")
    return [
        _paragraph(
            "bodies-there",
            f"Đến {long_date(facts.on)}, có {vi(brief.bodies)} tổ chức đảng đang hoạt động. {told}",
        ),
        _item("missed", "Không họp định kỳ: ", _named(facts, MISSED)),
        _item("without-quorum", "Họp không đủ thành phần: ", _named(facts, WITHOUT_QUORUM)),
        _item("waived", "Được miễn, hoãn: ", _named(facts, WAIVED)),
        _paragraph("held", f"{', '.join(held)}." if facts.done.held else ""),
        *([tables.chart(facts)] if any(tally.of for _name, tally in facts.quarters) else []),
    ]


def _reports(facts: PeriodFacts) -> list[Block]:
    done = facts.done
    sent = [
        *_some(done.reports, "báo cáo", before="gửi "),
        *_some(done.submissions, "đề xuất, tờ trình", before="gửi Ban Thường vụ Tỉnh uỷ "),
        *_some(done.decisions, "quyết nghị", before="thông qua "),
    ]
    words = f"Trong {_when(facts)}, các tổ chức đã {'; '.join(sent)}." if sent else ""
    return [_paragraph("sent", words), *_by_rule(facts, "reports", REPORTING)]


def _by_rule(facts: PeriodFacts, key: str, rules: Sequence[str], first: str = "") -> list[Block]:
    """Return a line for each of the rules of which something is not done: how much, and where."""
    found = []
    for line in facts.brief.rules:
        if line.rule in rules and line.number:
            found.append(
                Block(
                    "item",
                    f"{line.title}: {vi(line.number)} việc ở {vi(line.bodies)} tổ chức"
                    f"{plain(_of_bodies(facts, line.rule))}.",
                    key=f"{key}-{line.rule}",
                )
            )
    return [_paragraph(f"{key}-first", first), *found]


def _of_bodies(facts: PeriodFacts, rule: str) -> str:
    rows = (row for row in facts.brief.rows if row.rule == rule and row.status != FlagStatus.WAIVED)
    names = list(dict.fromkeys(row.body_name for row in rows))
    return f" ({'; '.join(names)})" if 0 < len(names) <= MOST_NAMED else ""


def _seats(facts: PeriodFacts) -> str:
    """Return how many seats are vacant, and which of them are to be filled."""
    if not facts.vacant_seats:
        return ""
    found = [row for row in facts.brief.rows if row.rule == SEATS]
    waived = sum(row.status == FlagStatus.WAIVED for row in found)
    parts = [
        *_some(len(found) - waived, "vị trí phải kiện toàn"),
        *_some(waived, "vị trí được miễn, hoãn"),
        *_some(facts.vacant_seats - len(found), "vị trí còn trong hạn kiện toàn"),
    ]
    told = f" ({', '.join(parts)})" if facts.vacant_seats >= len(found) > 0 else ""
    return f"Đến {long_date(facts.on)}, các tổ chức còn khuyết {vi(facts.vacant_seats)} vị trí{told}."


def _directions(facts: PeriodFacts) -> Block:
    found = facts.directions
    parts = [
        *_some(found.given, "ý kiến chỉ đạo được ban hành"),
        *_some(found.closed, "ý kiến đã kết thúc"),
        *_some(found.open, "ý kiến đang thực hiện"),
        *_some(found.overdue, "ý kiến quá hạn", before="trong đó "),
    ]
    return _paragraph("directions-of-period", f"Trong kỳ có {', '.join(parts)}." if parts else "")


def _grades(facts: PeriodFacts, grades: type[TextChoices]) -> Block:
    named = [
        f"{grades(code).label[:1].lower()}{grades(code).label[1:]}: {vi(facts.grades[code])}"
        for code in grades.values
        if code in facts.grades
    ]
    total = sum(facts.grades.values())
    words = f"Đã xác nhận kết quả của {vi(total)} tổ chức ({'; '.join(named)})." if total else ""
    return _paragraph("grades-of-period", words)


def _all(facts: PeriodFacts) -> list[Block]:
    brief = facts.brief
    ended = f", trong đó {vi(brief.ended)} tổ chức đã kết thúc hoạt động" if brief.ended else ""
    sums = (
        f"Tổng số việc chưa thực hiện là {vi(brief.counts.total)}, ở {vi(brief.counts.bodies)} tổ chức"
        f"{ended}; trong đó {vi(brief.serious)} việc nghiêm trọng, {vi(brief.due)} việc sắp đến hạn."
    )
    waived = f" {vi(brief.counts.waived)} việc được miễn, hoãn, không tính vào tổng số."
    beside = (
        f" Cùng cách tính, ngày {short_dates(day(brief.before_on))} có {vi(brief.before.total)} việc, ngày"
        f" {short_dates(day(brief.last_year_on))} có {vi(brief.last_year.total)} việc."
    )
    if not brief.counts.total:
        sums = "Không có việc nào chưa thực hiện."
    words = sums + (waived if brief.counts.waived else "") + beside
    return [
        _paragraph("sums", words),
        *([tables.of_rules(facts).block] if brief.rules else []),
    ]


def _judgement(facts: PeriodFacts) -> Iterator[Part]:
    yield "good", "Ưu điểm", _good(facts)
    yield "bad", "Hạn chế", _bad(facts)
    yield "why", "Nguyên nhân", _why(facts)


def _good(facts: PeriodFacts) -> list[Block]:
    sums, before = facts.tally, facts.before
    on_time = facts.brief.bodies - facts.brief.late
    lines = []
    if sums.met == sums.of and sums.of:
        lines.append(("met", f"Tất cả {vi(sums.of)} kỳ họp định kỳ kết thúc trong kỳ đã được tổ chức."))
    elif sums.met:
        lines.append(
            ("met", f"{vi(sums.met)}/{vi(sums.of)} kỳ họp định kỳ kết thúc trong kỳ đã được tổ chức.")
        )
    if sums.of and before.of and sums.met * before.of > before.met * sums.of:
        lines.append(
            (
                "better",
                f"Tỷ lệ kỳ đã họp định kỳ tăng từ {_share(before.met, before.of)} lên"
                f" {_share(sums.met, sums.of)} so với kỳ trước.",
            )
        )
    if on_time:
        lines.append(("on-time", f"{vi(on_time)}/{vi(facts.brief.bodies)} tổ chức không có việc quá hạn."))
    if facts.brief.counts.total < facts.brief.before.total:
        fewer = facts.brief.before.total - facts.brief.counts.total
        lines.append(("fewer", f"Số việc chưa thực hiện giảm {vi(fewer)} việc so với đầu kỳ."))
    return [Block("item", plain(words), key=f"good-{key}") for key, words in lines]


def _bad(facts: PeriodFacts) -> list[Block]:
    sums, before, brief = facts.tally, facts.before, facts.brief
    lines = []
    if sums.not_met:
        bodies = {one.body_id for one in brief.periods if one.cell.state in {MISSED, WITHOUT_QUORUM}}
        lines.append(
            (
                "not-met",
                f"{vi(len(bodies))} tổ chức chưa giữ nền nếp họp định kỳ: {vi(sums.not_met)} kỳ không họp"
                f" hoặc"
                " họp không đủ thành phần.",
            )
        )
    if sums.of and before.of and sums.met * before.of < before.met * sums.of:
        lines.append(
            (
                "worse",
                f"Tỷ lệ kỳ đã họp định kỳ giảm từ {_share(before.met, before.of)} xuống"
                f" {_share(sums.met, sums.of)} so với kỳ trước.",
            )
        )
    if brief.late:
        lines.append(
            ("late", f"{vi(brief.late)}/{vi(brief.bodies)} tổ chức còn việc quá hạn chưa thực hiện.")
        )
    if facts.serious:
        lines.append(
            (
                "serious",
                f"Có {vi(len(facts.serious))} việc nghiêm trọng đã quá hạn ({_annex(facts, 'serious')}).",
            )
        )
    if brief.counts.total > brief.before.total:
        more = brief.counts.total - brief.before.total
        lines.append(("more", f"Số việc chưa thực hiện tăng {vi(more)} việc so với đầu kỳ."))
    if facts.directions.overdue:
        lines.append(("directions", f"{vi(facts.directions.overdue)} ý kiến chỉ đạo đã quá hạn thực hiện."))
    return [Block("item", plain(words), key=f"bad-{key}") for key, words in lines]


def _why(facts: PeriodFacts) -> list[Block]:
    """Return what in the records explains the shortcomings; what is not in them a person adds."""
    lines = []
    met_otherwise = {
        one.body_name for one in facts.brief.periods if one.cell.state == MISSED and one.cell.others
    }
    vacant = {
        row.body_name for row in facts.brief.rows if row.rule == SEATS and row.status != FlagStatus.WAIVED
    } & {one.body_name for one in facts.brief.periods if one.cell.state in {MISSED, WITHOUT_QUORUM}}
    if met_otherwise:
        lines.append(
            (
                "others",
                f"{_some_bodies(facts, met_otherwise)} có họp chuyên đề, bất thường nhưng không tổ chức họp"
                " định kỳ trong kỳ.",
            )
        )
    if vacant:
        lines.append(
            (
                "vacant",
                f"{_some_bodies(facts, vacant)} còn khuyết vị trí nên gặp khó khăn trong bảo đảm thành phần"
                " họp.",
            )
        )
    if facts.brief.not_recorded:
        lines.append(
            (
                "not-recorded",
                f"{vi(facts.brief.not_recorded)} việc quá hạn thuộc tổ chức đã quá"
                f" {vi(facts.brief.grace)} ngày không cập nhật hồ sơ, có thể đã thực hiện nhưng chưa được ghi"
                " nhận.",
            )
        )
    return [Block("item", plain(words), key=f"why-{key}") for key, words in lines]


def _proposals(facts: PeriodFacts) -> list[Block]:
    sums, brief = facts.tally, facts.brief
    rules = {line.rule for line in brief.rules if line.number}
    board = []
    if sums.not_met:
        board.append(
            "chỉ đạo các tổ chức nêu tại mục I.1 kiểm điểm, khắc phục việc không họp định kỳ, họp không đủ"
            " thành phần"
        )
    if rules & set(STAFFING):
        board.append(
            "giao Ban Tổ chức Tỉnh uỷ chủ trì, phối hợp tham mưu kiện toàn các vị trí còn khuyết, sắp hết"
            " thời"
            " hạn"
        )
    if rules & set(REGULATIONS):
        board.append("chỉ đạo ban hành, sửa đổi, bổ sung quy chế làm việc, quy chế phối hợp còn thiếu")
    bodies = []
    if rules & {*REPORTING, MEETINGS} or facts.soon:
        bodies.append("thực hiện dứt điểm các việc quá hạn, chuẩn bị các việc sắp đến hạn")
    if brief.not_recorded:
        bodies.append("rà soát, cập nhật đầy đủ hồ sơ đã thực hiện")
    found = [("Đề nghị Ban Thường vụ Tỉnh uỷ ", board), ("Đề nghị các tổ chức đảng ", bodies)]
    lines = [f"{begins}{'; '.join(parts)}." for begins, parts in found if parts]
    lines.append(
        "Văn phòng Tỉnh uỷ tiếp tục theo dõi, đôn đốc và báo cáo Ban Thường vụ Tỉnh uỷ kết quả thực hiện."
    )
    return [
        Block("paragraph", f"{place}. {words}", key=f"proposal-{place}")
        for place, words in enumerate(lines, start=1)
    ]


def _annexes(facts: PeriodFacts) -> Iterator[Block]:
    titles = {
        "periods": f"Kết quả họp định kỳ theo tổ chức đảng {_when(facts)}",
        "bodies": f"Việc chưa thực hiện theo tổ chức đảng đến {long_date(facts.on)}",
        "serious": "Việc nghiêm trọng đã quá hạn",
        "soon": "Việc sắp đến hạn",
    }
    for table in tables.annexes(facts):
        yield Block("annex", titles[table.key], key=f"annex-{table.key}", across=True)
        yield table.block


def _annex(facts: PeriodFacts, key: str) -> str:
    """Return what the annex with that table is called: by its number where there are several."""
    keys = [table.key for table in tables.annexes(facts)]
    return f"Phụ lục {keys.index(key) + 1}" if len(keys) > 1 else "Phụ lục"


def _when(facts: PeriodFacts) -> str:
    return period(facts.span.name)


def _named(facts: PeriodFacts, state: str) -> str:
    """Return the bodies whose periods came to that, each with its periods: "Đảng đoàn A (quý III/2026); Đảng
    đoàn B (kỳ 4/2026, kỳ 5/2026)"; how many they are where a sentence cannot hold them."""
    bodies = facts.ended_as(state)
    if len(bodies) > MOST_LISTED:
        return f"{vi(len(bodies))} tổ chức ({_annex(facts, 'periods')})"
    return "; ".join(f"{name} ({', '.join(_period(one) for one in found)})" for name, found in bodies.items())


def _period(one: Ended) -> str:
    waiver = one.cell.waiver or {}
    document = f", {waiver['document']}" if one.cell.state == WAIVED and waiver.get("document") else ""
    return f"{period(one.cell.period.name)}{document}"


def _some_bodies(facts: PeriodFacts, names: set[str]) -> str:
    """Return the names in protocol order, or how many they are."""
    listed = [line.name for line in facts.brief.by_body if line.name in names]
    return "; ".join(listed) if len(listed) <= MOST_NAMED else f"{vi(len(listed))} tổ chức"


def _some(number: int, words: str, *, before: str = "") -> list[str]:
    """Return a number with its words, nothing for none."""
    return [f"{before}{vi(number)} {words}"] if number else []


def _share(part: int, of: int) -> str:
    """Return 64,3%: a part of a number that is not zero."""
    return f"{round(100 * part / of, 1):g}".replace(".", ",") + "%"


def _paragraph(key: str, words: str) -> Block:
    return Block("paragraph", plain(words), key=key)


def _item(key: str, begins: str, words: str) -> Block:
    return Block("item", f"*{begins.strip()}* {plain(words)}." if words else "", key=key)
