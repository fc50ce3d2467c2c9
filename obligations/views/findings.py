"""A finding's page: the rule in plain words, the law then, the evidence, the arithmetic, what clears it, its
history."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.permissions import can_edit_body, can_edit_facts, can_see_all
from core import clock, dates, known
from delegations.models import Body
from obligations.enums import FlagEventKind, FlagStatus, Rule
from obligations.forms.follow_up import NoteBesideForm, OwnerBesideForm
from obligations.models import Flag, Waiver
from obligations.queries import (
    actions,
    findings,
    follow_up,
    freshness,
    horizon,
    lives,
    news,
    periods,
    records,
    rules,
    sentences,
)
from obligations.queries.findings import BREACH_OF, Filters, Moment, Row, State
from obligations.queries.periods import PeriodMeeting
from records.loading import look_up
from rulebook.engine import COVERED_BY

PERIODS_BACK = 60


@require_safe
def finding(request: UserRequest, code: str, rule: str, subject: str) -> HttpResponse:
    body = look_up(Body.objects.visible_to(request.user).select_related("kind", "parent"), code=code)
    about = rules.rule(rule)
    if about is None:
        raise Http404(_("Không có quy tắc này."))
    on, today = horizon.requested_day(request), clock.today()
    row = findings.one(on, body_code=code, rule=rule, subject=subject)
    flag = Flag.objects.filter(body=body, rule=rule, subject=subject).first()
    is_over, key = bool(row and row.closed_at), (rule, code, subject)
    lapsed = is_over and bool(news.lapsed({key}, on))
    deferred_until = news.deferred({key}, on).get(key) if is_over else None
    history = findings.history(flag.pk) if flag else []
    is_run = rule == Rule.MEETING_OVERDUE
    runs = findings.runs_that_came(body.pk, besides=flag.pk) if flag and is_run else {}
    put_off = news.days_put_off(body, subject) if is_run else []
    senses = _senses(row, on=on, today=today, body_code=code, rule=rule, subject=subject)
    context = {
        "body": body,
        "rule": about,
        "subject": subject,
        "on": on,
        "is_today": on == today,
        "row": row,
        "history": _told(body, history, runs, lapsed=lapsed, put_off=put_off),
        "run_taken_up": _taken_up(history, runs) if is_over and not deferred_until else None,
        "life": lives.of_finding(flag.pk if flag else None, on=on, today=today),
        "waivers": (
            Waiver.objects.filter(body=body, rule=_waived_rule(rule), subject=subject).order_by("-granted_on")
        ),
        "others_waivers": _of_others(body, rule, subject),
        "words_duty": f"words/{rule}.html#duty",
        "actions": (
            actions.of(rule, body_code=code, subject=subject) if can_edit_body(request.user, body.pk) else []
        ),
        "may_waive": can_edit_facts(request.user),
        "senses": senses,
        "ended_with_body": bool(row and row.closed_at and _went_with(body, row.closed_at)),
        "lapsed": lapsed,
        "deferred_until": deferred_until,
        "goes_on_as": _rest_of_run(key, on) if is_over or not row else None,
        "flag": flag,
    }
    if flag and can_see_all(request.user):
        context |= _follow_up(request, flag)
    return render(
        request, "obligations/finding.html", context | _explained(row, about, on) | _recorded(body, row, on)
    )


def _of_others(body: Body, rule: str, subject: str) -> list[Waiver]:
    """Return the waivers of other bodies of a task or submission that the body holds now: they stay with who
    they name, and defer nothing here."""
    if rule not in {Rule.ACTION_OVERDUE, Rule.SUBMISSION_OVERDUE}:
        return []
    others = Waiver.objects.filter(rule=rule, subject=subject).exclude(body=body)
    return list(others.select_related("body").order_by("-granted_on"))


def _rest_of_run(key: tuple[str, str, str], on: dt.date) -> State | None:
    """Return the run of missed periods of the finding's body that stands on the day, where the finding was
    one too; a body has one at most."""
    rule, code, _subject = key
    if rule != Rule.MEETING_OVERDUE:
        return None
    return next(iter(findings.states(on, filters=Filters(rules=[rule], body_codes=[code]))), None)


def _taken_up(history: list[Moment], runs: Mapping[dt.datetime, Moment]) -> Moment | None:
    """Return the run that begins with an earlier period and took this one up when it ended last: nothing of
    it was remedied."""
    ended = history[0] if history and history[0].kind == FlagEventKind.CLOSED else None
    run = runs.get(ended.at) if ended else None
    earlier = run and ended and run.due_on and ended.due_on and run.due_on < ended.due_on
    return run if earlier else None


def _told(
    body: Body,
    history: list[Moment],
    runs: Mapping[dt.datetime, Moment],
    *,
    lapsed: bool,
    put_off: list[tuple[dt.date, dt.date]],
) -> list[tuple[Moment, str]]:
    """Return what was seen of a finding, the latest first, each in words; `lapsed`: that it stands no more,
    by time alone; `put_off`: the days on which its period was deferred; `runs`: those that came up, as which
    a run of missed periods may have gone on."""

    def words(moment: Moment) -> str:
        if moment.kind == FlagEventKind.CLOSED and _went_with(body, moment.at):
            return _("tổ chức kết thúc")
        if moment.kind == FlagEventKind.CLOSED and lapsed and moment is history[0]:
            return _("hết thời gian xét")
        if moment.kind == FlagEventKind.CLOSED and moment.at in runs:
            return _("đợt nay tính từ %(period)s") % {"period": dates.period(runs[moment.at].subject)}
        if moment.kind == FlagEventKind.CLOSED and any(first <= moment.on <= last for first, last in put_off):
            return str(FlagEventKind.WAIVED.label)
        return str(moment.kind.label)

    return [(moment, words(moment)) for moment in history]


def _went_with(body: Body, closed_at: dt.datetime) -> bool:
    """Return whether a finding was closed after its body had ended: that cured nothing."""
    return body.last_day is not None and closed_at.astimezone(clock.ZONE).date() > body.last_day


def _follow_up(request: UserRequest, flag: Flag) -> dict[str, object]:
    """Who of the office sees to the finding, and what was noted: not for the body's eyes."""
    owner = follow_up.owner_of(flag.pk)
    return {
        "follows_up": True,
        "owner": owner,
        "notes": follow_up.notes_of(flag.pk),
        "may_follow_up": can_edit_facts(request.user),
        "owner_form": OwnerBesideForm(initial={"owner": owner}),
        "note_form": NoteBesideForm(),
    }


def _recorded(body: Body, row: Row | None, on: dt.date) -> dict[str, object]:
    """When each kind of fact about the body was last entered by the day, and whether that is too long ago to
    tell "not met" from "not recorded"."""
    shown = freshness.of_body(body.pk, on=on)
    late = row is not None and row.is_open and row.status == FlagStatus.OVERDUE
    return shown | {"unrecorded": late and bool(shown["stale"])}


class Senses(NamedTuple):
    """What a past day's finding is by the records as they are, and by what had been recorded by its end, each
    in words."""

    now: str
    then: str


def _senses(
    row: Row | None, *, on: dt.date, today: dt.date, body_code: str, rule: str, subject: str
) -> Senses | None:
    """Return what the two senses say where they do not say the same of a past day; None too where nothing was
    recorded by then."""
    if on >= today:
        return None
    looks_at_known = known.until() is not None
    try:
        with known.as_recorded_now() if looks_at_known else known.at_end_of(on):
            if not looks_at_known and not known.is_recorded(on):
                return None
            other = findings.one(on, body_code=body_code, rule=rule, subject=subject)
            in_other_sense = _as_text(other, on)
    except known.Unavailable:
        return None
    own = _as_text(row, on)
    if own == in_other_sense:
        return None
    return Senses(now=in_other_sense, then=own) if looks_at_known else Senses(now=own, then=in_other_sense)


def _as_text(row: Row | None, on: dt.date) -> str:
    """Return a finding's status and sentence as one piece of text."""
    if row is None:
        return _("không có phát hiện này")
    names = records.references([row], links=False).names
    return (
        f"{sentences.status(row, on)}, {row.severity_label}:"
        f" {sentences.of([row], names=names)[row.key].removesuffix('.')}"
    )


def _waived_rule(rule: str) -> str:
    """A waiver of the missing report covers the announcement of the same period."""
    return COVERED_BY.get(rule, rule)


def _explained(row: Row | None, about: rules.RuleInfo, on: dt.date) -> dict[str, object]:
    if row is None:
        return {}
    titles = {parameter.name: parameter for parameter in about.parameters}
    used = [{"use": use, "about": titles.get(use.name)} for use in row.parameters]
    references = records.references([row])
    counted_on = row.closed_at.astimezone(clock.ZONE).date() if row.closed_at else on
    late = row.days_late(counted_on)
    return {
        "finding": row,
        "counted_on": counted_on,
        "used": used,
        "names": references.names,
        "links": references.links,
        "late": late,
        "words": f"words/{row.rule}.html",
        "plans": _plans(row, on),
    }


def _plans(row: Row, on: dt.date) -> dict[str, list[PeriodMeeting]]:
    """Return by the names of periods the meetings that are planned in them: told beside those that were held,
    for rules about meetings alone. One query."""
    if BREACH_OF.get(row.rule, row.rule) != Rule.MEETING_OVERDUE:
        return {}
    cells = periods.of_bodies(on, [row.body_id], count=PERIODS_BACK).get(row.body_id, ())
    return {cell.period.name: cell.plans for cell in cells}
