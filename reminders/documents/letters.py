"""The letter that urges (công văn đôn đốc): the words that its findings give, as a draft that people edit."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import override

from core import dates
from core.templatetags.nennep import vi
from delegations.models import Province
from obligations.queries import grounds, sentences
from obligations.queries.findings import Row
from papers.blocks import Block, plain
from papers.documents.wording import short_dates, with_ends
from papers.enums import Profile
from papers.owners import Draft
from papers.services import frames
from reminders.documents import mails
from reminders.enums import COMMITTEE, Signing
from reminders.queries import names as names_of

MOST_ADDRESSEES = 6
"""So many bodies are named above the text; of more the annex has the names."""
OFFICE, BOARD = "Văn phòng Tỉnh uỷ", "Ban Thường vụ Tỉnh uỷ"
CHIEF = "CHÁNH VĂN PHÒNG"


def letter(rows: Sequence[Row], *, dated_on: dt.date, deadline_on: dt.date, signing: Signing) -> Draft:
    """Return the letter about these findings of one body or several, in order of bodies. It is written in
    Vietnamese whoever asks for it. A letter to several says how much there is and leaves each body's part to
    an annex."""
    bodies: dict[int, list[Row]] = {}
    for row in rows:
        bodies.setdefault(row.body_id, []).append(row)
    groups = list(bodies.values())
    names = [group[0].body_name for group in groups]
    with override("vi"):
        return Draft(
            title=_subject(rows, dated_on),
            frame=_frame(names, signing),
            blocks=_blocks(groups, rows, dated_on=dated_on, deadline_on=deadline_on, signing=signing),
        )


def _subject(rows: Sequence[Row], on: dt.date) -> str:
    """Return the subject; the newer standard begins it with "Về việc"."""
    words = "đôn đốc thực hiện chế độ sinh hoạt, báo cáo và kiện toàn tổ chức"
    if len({row.rule for row in rows}) == 1:
        title = sentences.title(rows[0].rule)
        words = f"đôn đốc khắc phục việc {title[:1].lower()}{title[1:]}"
    return f"Về việc {words}" if Profile.on(on) == Profile.HD05_2026 else f"{words[:1].upper()}{words[1:]}"


def _frame(names: Sequence[str], signing: Signing) -> dict[str, Any]:
    """Return the office's frame as the chosen one signs it; what the Standing Board has signed is a paper of
    the committee."""
    province = Province.objects.values_list("name", flat=True).first() or ""
    addressees = (
        names if len(names) <= MOST_ADDRESSEES else ["Các tổ chức đảng có tên trong phụ lục kèm theo"]
    )
    frame = frames.of_office(province=province, addressees=addressees)
    chief = frame["authority"] if not frame["office"] else CHIEF
    signer = frame["signer"] if not frame["office"] else ""
    if signing == Signing.DEPUTY:
        return frame | {"authority": f"K/T {CHIEF}", "office": f"PHÓ {CHIEF}", "signer": ""}
    if signing == Signing.BY_ORDER:
        return frame | _of_committee(frame, "T/L", chief, signer)
    return frame | _of_committee(frame, "T/M", "PHÓ BÍ THƯ", "") if signing == Signing.ON_BEHALF else frame


def _of_committee(frame: Mapping[str, Any], way: str, office: str, signer: str) -> dict[str, str]:
    return {
        "superior": "",
        "issuer": frame["superior"],
        "symbol": COMMITTEE,
        "authority": f"{way} BAN THƯỜNG VỤ",
        "office": office,
        "signer": signer,
    }


def _blocks(
    groups: Sequence[Sequence[Row]],
    rows: Sequence[Row],
    *,
    dated_on: dt.date,
    deadline_on: dt.date,
    signing: Signing,
) -> list[Block]:
    called, several = names_of.of_rows(rows), len(groups) > 1
    bases = list(dict.fromkeys(words for row in rows for words in grounds.to_cite(row)))
    own = grounds.of_one_body(bases) if several else set()
    bases = [words for words in bases if words not in own]
    if several:
        bases = grounds.by_document(map(grounds.without_cadence, bases))
    lines = [[_line(row, dated_on, called, own) for row in group] for group in groups]
    cited = grounds.Citations([*bases, *(line for group in lines for line in group)])
    based = f"Căn cứ {plain('; '.join(cited.cite(words) for words in bases))}; qua" if bases else "Qua"
    who = BOARD if signing.series else OFFICE
    body = "các tổ chức đảng có tên trong phụ lục" if several else plain(groups[0][0].body_name)
    found = f"{vi(len(groups))} tổ chức đảng" if several else body
    ends = " (có phụ lục kèm theo)." if several else ", cụ thể như sau:"
    said = [with_ends([plain(short_dates(cited.cite(line))) for line in group]) for group in lines]
    opening = (
        f"{based} theo dõi, đến ngày {dates.day(dated_on)}, {who} nhận thấy {found} còn {vi(len(rows))} việc"
        f" chưa thực hiện{ends}"
    )
    request = f"{who} đề nghị {body} chỉ đạo thực hiện và báo cáo kết quả về {OFFICE}"
    urged = zip(groups[0], said[0], strict=True) if not several else ()
    return [
        Block("paragraph", short_dates(opening), key="opening"),
        *(Block("item", words, key=f"finding-{row.flag_id}") for row, words in urged),
        Block(
            "paragraph",
            f"{request} ***chậm nhất ngày {short_dates(dates.day(deadline_on))}***.",
            key="request",
        ),
        Block(
            "paragraph",
            f"Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ {OFFICE} để được hướng dẫn.",
            key="closing",
        ),
        *(_annex(groups, said) if several else ()),
    ]


def _annex(groups: Sequence[Sequence[Row]], said: Sequence[Sequence[str]]) -> list[Block]:
    """Return the annex of a letter to several bodies: of each its lines and how many they are."""
    table = [
        ("STT", "Tổ chức đảng", "Việc chưa thực hiện", "Số việc"),
        *(
            (vi(place), plain(group[0].body_name), "\n".join(f"- {line}" for line in lines), vi(len(lines)))
            for place, (group, lines) in enumerate(zip(groups, said, strict=True), start=1)
        ),
        ("", "Tổng cộng", "", vi(sum(len(lines) for lines in said))),
    ]
    return [
        Block("annex", "Các việc chưa thực hiện của các tổ chức đảng", key="annex"),
        Block("table", key="annex-table", rows=tuple(table), widths=(8, 26, 55, 11), total=True),
    ]


def _line(row: Row, on: dt.date, names: dict[str, str], own: Collection[str]) -> str:
    """Return what is not done as an office writes it: the sentence, the grounds that are the body's `own`,
    its day where the sentence names none, by how much it is late."""
    words = mails.sentence(row, on, names).rstrip(". ")
    due = dates.day(row.due_on) if row.due_on else ""
    state = [f"căn cứ {ground}" for ground in grounds.to_cite(row) if ground in own]
    if row.due_note and not row.was_due_before_the_watch:
        state.append(row.due_note.replace(" (", " theo ", 1).rstrip(")"))
    elif due and due not in words:
        state.append(f"hạn {due}")
    if late := row.days_late_known(on):
        state.append(f"chậm {vi(late)} ngày")
    elif row.was_due_before_the_watch:
        state.append(sentences.late_note(row))
    return f"{words} ({', '.join(state)})" if state else words
