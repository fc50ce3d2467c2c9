"""Findings in plain words, one line each: the templates findings/<rule>.txt rendered for files and mails."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock, dates
from core.templatetags.nennep import vi
from obligations.enums import Rule
from obligations.queries.findings import Row
from obligations.queries.records import mentioned

# Codes of records are the system's own; a document's number and a person's name are everybody's.
_CODED = {"meeting", "seat", "decision", "task", "submission", "direction"}
_TITLES = dict(Rule.choices)
_TITLED = {"task", "submission", "direction"}
# What a duty that a body has but once is called: nothing is to be said of it beside the rule's title.
_ONLY_ONE = {"regulation", "coordination", "agenda"}
# A regime's code goes before the period that a report is about.
_PART_OF_A_YEAR = re.compile(r"[0-9]{4}-(?:M[0-9]{2}|Q[1-4]|H[12])\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def title(rule: str) -> str:
    """Return a rule's title; the code itself where no rule has it."""
    return str(_TITLES.get(rule, rule))


def subject(name: str) -> str:
    """Return what a finding is about, in words: a period, a year, a day, the code of a record; nothing where
    the rule's title says it all."""
    if name in _ONLY_ONE:
        return ""
    regime, _slash, period = name.rpartition("/")
    if regime and _PART_OF_A_YEAR.match(period):
        return f"{regime}, {dates.period(period)}"
    return dates.day(name) if _DAY.match(name) else dates.period(name)


def status(row: Row, on: dt.date | None = None) -> str:
    """Return a finding's status in words, counted on a day (by default the day that it was judged for): quá
    hạn 5 ngày, còn 3 ngày."""
    on = on or row.judged_on
    if row.closed_at:
        return _("đã khắc phục ngày %(day)s") % {"day": dates.day(row.closed_at)}
    if row.status == "waived":
        until = (row.evidence.get("waiver") or {}).get("until")
        return _("được miễn, hoãn đến %(day)s") % {"day": dates.day(until)} if until else _("được miễn, hoãn")
    if row.status == "overdue":
        if row.was_due_before_the_watch:
            return before_the_watch()
        late = row.days_late(on)
        return (
            ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", late) % {"days": vi(late)}
            if late > 0
            else _("cần khắc phục")
        )
    if row.due_on == on != clock.today():
        return _("đến hạn ngày này")
    return time_left((row.due_on - on).days) if row.due_on else _("sắp đến hạn")


def before_the_watch() -> str:
    """Return what is said instead of a number of days late that nobody knows."""
    return _("quá hạn từ trước ngày theo dõi")


def late_note(row: Row) -> str:
    """Return how the days late are counted, where that is not from the due day, for tables and papers that
    do not show the status beside it."""
    if not row.was_due_before_the_watch:
        return row.due_note
    return f"{before_the_watch()} ({dates.day(row.evidence['due']['watched_from'])})"


def time_left(days: int) -> str:
    """Return "còn 3 ngày", or that it is due today."""
    return (
        ngettext("còn %(days)s ngày", "còn %(days)s ngày", days) % {"days": vi(days)}
        if days
        else _("đến hạn hôm nay")
    )


def of(rows: Iterable[Row], *, names: Mapping[str, str]) -> dict[tuple[str, str, str], str]:
    """Return each finding's sentence as plain text, by its key. No query; `names` comes from
    obligations.queries.records."""
    wrapped = get_template("findings/plain.txt")
    return {
        row.key: wrapped.render({"finding": row, "names": names, "sentence": f"words/{row.rule}.txt"}).strip()
        for row in rows
    }


def without_codes(sentence: str, row: Row, *, names: Mapping[str, str]) -> str:
    """Return a finding's sentence as it goes to others, in a mail or an official paper: a record by its title
    or its day, not by its code."""
    for kind, code in mentioned(row.evidence):
        if kind in _CODED:
            title = names.get(f"{kind}:{code}", "") if kind in _TITLED else ""
            sentence = re.sub(rf"\s*\({re.escape(code)}\)", "", sentence)
            sentence = re.sub(
                rf"\s+{re.escape(code)}(?!\w)",
                lambda _found, title=title: f" “{title}”" if title else "",  # type: ignore[misc]
                sentence,
            )
    return sentence
