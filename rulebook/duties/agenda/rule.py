"""Whether meetings talk about more than organisation and personnel."""

from collections.abc import Iterator
from fractions import Fraction

from rulebook.case import Case, Evidence
from rulebook.facts import Meeting
from rulebook.findings import Finding
from rulebook.rule import Act, Rule, _

PARTS = ("items", "personnel", "political")
NAMES = ("agenda_window", "agenda_min_meetings", "personnel_share_max")


def agenda_narrow(case: Case) -> Iterator[Finding]:
    """Periodic meetings deal with the political task too, and not mostly with organisation and personnel.

    The latest periodic meetings with agenda items are looked at together, under the law on the day of the
    last one. Article: the office's own setting ("hầu hết chỉ tập trung bàn về công tác tổ chức, cán bộ").

    Evidence: `meetings` (oldest first: {`record`, `code`, `held_on`, `items`, `personnel`, `political`}),
    `items`, `personnel` (on organisation or personnel), `political`, `share` (text such as "5/6": personnel
    of all items), `grounds` (any of `share`, `no-political`).
    """
    law, tracking_from = case.law, case.office.tracking_from
    periodic = [m for m in case.held if m.agenda[0] and m.kind == "periodic"]
    with_items = [m for m in periodic if m.held_on is not None and m.held_on >= tracking_from]
    if not with_items or not (last_day := with_items[-1].held_on):
        return
    if not law.applies("agenda-narrow", last_day):
        return
    chosen = with_items[-law.measure("agenda_window", last_day) :]
    items, personnel, political = (sum(meeting.agenda[part] for meeting in chosen) for part in range(3))
    share_max = law.measure("personnel_share_max", last_day)
    grounds = {
        "share": personnel * share_max.denominator > items * share_max.numerator,
        "no-political": political == 0,
    }
    if len(chosen) < law.measure("agenda_min_meetings", last_day) or not any(grounds.values()):
        return
    evidence: Evidence = {
        "meetings": [_meeting(meeting) for meeting in chosen],
        "items": items,
        "personnel": personnel,
        "political": political,
        "share": str(Fraction(personnel, items)),
        "grounds": [ground for ground, holds in grounds.items() if holds],
    }
    parameters = tuple(law.duty(name, last_day) for name in NAMES)
    yield case.finding("agenda-narrow", "agenda", "warning", parameters, evidence, arose_on=last_day)


def _meeting(meeting: Meeting) -> Evidence:
    agenda = dict(zip(PARTS, meeting.agenda, strict=True))
    return {"record": "meeting", "code": meeting.code, "held_on": meeting.held_on, **agenda}


AGENDA_NARROW = Rule(
    "agenda-narrow",
    agenda_narrow,
    NAMES,
    title=_("Nội dung sinh hoạt chưa cân đối"),
    act=Act("meetings:plan", "query", _("Lên lịch cuộc họp")),
)
