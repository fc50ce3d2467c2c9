"""Whether members come to the meetings."""

import datetime as dt
from collections.abc import Iterator

from rulebook.case import Case, Evidence
from rulebook.facts import Meeting, Membership, Roll
from rulebook.findings import Finding
from rulebook.rule import Rule, _

NAMES = ("attendance_window", "attendance_min_meetings", "attendance_share_min")


def member_inactive(case: Case) -> Iterator[Finding]:
    """A member takes part in the meetings of the body.

    Of the meetings with attendance by name that fall in the membership the last ones are looked at, under the
    law on the day of the latest, which must be within 12 months. Who has no row was absent; excused absence
    is absence, named as excused. Article: the office's own setting.

    Evidence: `seat` {`record`, `code`}, `holder` {`record`, `code`, `seat`, `starts_on`, `ends_on`},
    `meetings` (oldest first: {`record`, `code`, `held_on`, `state`: `present`, `excused` or `absent`}),
    counts `present`, `excused`, `absent`, `of` (how many were looked at).
    """
    by_name = [meeting for meeting in case.held if meeting.named_present is not None]
    rolls = [
        (m, m.roll, m.held_on)
        for m in by_name
        if m.roll is not None and m.held_on is not None and m.held_on >= case.office.tracking_from
    ]
    if (
        not rolls
        or not case.recent(latest := rolls[-1][2])
        or not case.law.applies("member-inactive", latest)
    ):
        return
    window, least, share = (case.law.measure(name, latest) for name in NAMES)
    rolls = rolls[-window:]
    if len(rolls) < least:
        return
    holders = case.holders
    for seat in case.seats:
        if not (holder := holders.get(seat.code)):
            continue
        fitting = (
            rolls if rolls[0][2] >= holder.starts_on else [row for row in rolls if row[2] >= holder.starts_on]
        )
        present = sum([holder.person in roll.present for _, roll, _ in fitting])
        if len(fitting) >= least and present * share.denominator < len(fitting) * share.numerator:
            parameters = tuple(case.law.duty(name, latest) for name in NAMES)
            evidence = _evidence(holder, fitting)
            yield case.finding("member-inactive", seat.code, "warning", parameters, evidence, arose_on=latest)


def _evidence(holder: Membership, rolls: list[tuple[Meeting, Roll, dt.date]]) -> Evidence:
    states = [_state(holder.person, roll) for _, roll, _ in rolls]
    return {
        "seat": {"record": "seat", "code": holder.seat},
        "holder": {"record": "person", "code": holder.person, **holder._asdict()},
        "meetings": [
            {"record": "meeting", "code": meeting.code, "held_on": held_on, "state": state}
            for (meeting, _, held_on), state in zip(rolls, states, strict=True)
        ],
        **{state: states.count(state) for state in ("present", "excused", "absent")},
        "of": len(states),
    }


def _state(person: str, roll: Roll) -> str:
    if person in roll.present:
        return "present"
    return "excused" if person in roll.excused else "absent"


MEMBER_INACTIVE = Rule(
    "member-inactive",
    member_inactive,
    (*NAMES, "look_back_months"),
    title=_("Thành viên ít tham gia sinh hoạt"),
)
