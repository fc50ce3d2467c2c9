"""Receive reports, return them with remarks, receive them again, accept them."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_facts, check_can_edit_body, check_can_edit_facts
from core import dates, editing
from core.editing import change, insert
from core.errors import Refused
from core.secrecy import check_not_secret
from core.signals import facts_changed
from delegations.models import Body
from reports.enums import Rhythm
from reports.models import Report
from rulebook.calendar import ReportPeriod, report_periods

DAYS = ("submitted_on", "returned_on", "resubmitted_on", "accepted_on")


class DuplicateReport(Refused):
    """A report of that period, `report`, is handed in already. A further one is recorded with `also=True`."""

    def __init__(self, report: Report) -> None:
        found = {
            "report": report.title(),
            "number": report.number or _("không số"),
            "day": dates.day(report.resubmitted_on or report.submitted_on),
        }
        text = _(
            "Đã có “%(report)s” của tổ chức này: %(number)s, nộp ngày %(day)s. Nếu gửi thêm thì đánh dấu"
            " “Nhận thêm báo cáo này” rồi lưu."
        )
        super().__init__(text % found, field="also")
        self.report = report


@transaction.atomic
def receive(*, body: Body, values: Mapping[str, Any], today: dt.date, by: User, also: bool = False) -> Report:
    """Record that a body's report came in; `values` are columns of Report.

    Raises DuplicateReport where one of that period is handed in already, unless `also`; Refused for what
    cannot be.
    """
    check_can_edit_body(by, body.pk)
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    _check_period(values)
    check(values, today)
    report = Report(body=body, **values)
    if not also:
        _check_no_other(report, today)
    insert(report)
    _send_facts_changed(report)
    return report


@transaction.atomic
def edit(
    *, report: Report, values: Mapping[str, Any], today: dt.date, by: User, also: bool = False
) -> list[str]:
    """Change a report's columns and return the names of what changed. Raises as `receive` does, where the
    period changes."""
    check_can_edit_body(by, report.body_id)
    report = _locked(report)
    after = {name: values.get(name, getattr(report, name)) for name in ("regime", "period", *DAYS)}
    _check_period(after)
    check(after, today)
    period = report.period
    changed = change(report, values)
    if report.period != period and not also:
        _check_no_other(report, today)
    if changed:
        _send_facts_changed(report)
    return changed


@transaction.atomic
def send_back(*, report: Report, on: dt.date, remarks: str, today: dt.date, by: User) -> None:
    """Return a report with remarks; only the office does. A report that came again may be returned again:
    what it was until then stays as a report of its own, so that past days are judged as before. Raises
    Refused."""
    check_can_edit_facts(by)
    report = _locked(report)
    check_not_secret(remarks, field="remarks")
    came_on = report.resubmitted_on or report.submitted_on
    _check_day(on, came_on, today, _("Ngày trả lại không thể trước ngày nộp %(day)s."), "on")
    if report.returned_on and not report.resubmitted_on:
        raise Refused(_("Báo cáo đang ở trạng thái bị trả lại. Chờ tổ chức nộp lại."))
    if report.accepted_on:
        raise Refused(_("Báo cáo đã được chấp nhận nên không trả lại được. Hãy bỏ chấp nhận trước."))
    back = {"returned_on": on, "return_remarks": remarks, "resubmitted_on": None}
    if report.resubmitted_on and report.resubmitted_on > report.submitted_on:
        earlier = _as_it_was_returned(report)
        change(report, {"submitted_on": report.resubmitted_on, **back})
        insert(earlier)
    else:
        change(report, back)
    _send_facts_changed(report)


def _as_it_was_returned(report: Report) -> Report:
    """Return a new report like this one before it was submitted again."""
    kept = ("number", "political_results", "personnel_results")
    history: Any = report._meta.get_field("history").related_model
    then = history.objects.filter(pgh_obj=report, returned_on=report.returned_on, resubmitted_on=None)
    was = then.order_by("-pgh_id").values(*kept).first() or {name: getattr(report, name) for name in kept}
    same = ("body_id", "regime_id", "period", "submitted_on", "returned_on", "return_remarks")
    return Report(**{name: getattr(report, name) for name in same}, **was)


@transaction.atomic
def receive_again(*, report: Report, on: dt.date, number: str, today: dt.date, by: User) -> None:
    """Record that a returned report came again. Raises Refused."""
    check_can_edit_body(by, report.body_id)
    report = _locked(report)
    if report.returned_on is None or report.resubmitted_on is not None:
        raise Refused(_("Chỉ báo cáo đang bị trả lại mới ghi nộp lại."))
    _check_day(on, report.returned_on, today, _("Ngày nộp lại không thể trước ngày trả lại %(day)s."), "on")
    change(report, {"resubmitted_on": on, **({"number": number} if number else {})})
    _send_facts_changed(report)


@transaction.atomic
def accept(*, report: Report, on: dt.date, remarks: str, today: dt.date, by: User) -> None:
    """Record that the office accepted a report. Raises Refused."""
    check_can_edit_facts(by)
    report = _locked(report)
    check_may_be_accepted(report)
    check_not_secret(remarks, field="remarks")
    _check_day(
        on,
        report.resubmitted_on or report.submitted_on,
        today,
        _("Ngày chấp nhận không thể trước ngày nộp %(day)s."),
        "on",
    )
    change(report, {"accepted_on": on, "acceptance_remarks": remarks})
    _send_facts_changed(report)


def check_may_be_accepted(report: Report) -> None:
    """Raise Refused for a report that lies with its body."""
    if report.returned_on and not report.resubmitted_on:
        raise Refused(_("Báo cáo đang bị trả lại, chưa nộp lại, nên chưa chấp nhận được."))


@transaction.atomic
def take_back_acceptance(*, report: Report, by: User) -> None:
    """Undo an acceptance that was recorded by mistake."""
    check_can_edit_facts(by)
    change(_locked(report), {"accepted_on": None})
    _send_facts_changed(report)


@transaction.atomic
def withdraw(*, report: Report, reason: str, by: User) -> None:
    """Take away a report that was recorded by mistake, with its files; its history stays. One that the office
    accepted only the office takes away."""
    check_can_edit_body(by, report.body_id)
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.accepted_on and not can_edit_facts(by):
        raise Refused(_("Báo cáo đã được văn phòng Tỉnh uỷ chấp nhận nên chỉ văn phòng gỡ được."))
    editing.withdraw(*report.files.all(), report, reason=reason)
    _send_facts_changed(report)


def _check_no_other(report: Report, today: dt.date) -> None:
    """Raise DuplicateReport where another report of the body, regime and period is handed in today."""
    others = (
        Report.objects.handed_in_on(today)
        .filter(body_id=report.body_id, regime=report.regime, period=report.period)
        .exclude(pk=report.pk)
        .select_related("regime")
    )
    if (found := others.order_by("submitted_on").first()) is not None:
        raise DuplicateReport(found)


def duplicate_message(period: str, day: dt.date) -> str:
    """Return the sentence about another report of the same body, regime and period."""
    text = _(
        "Đã có báo cáo kỳ %(period)s của tổ chức này, nộp ngày %(day)s. Nếu là một báo cáo ghi hai lần, hãy"
        " bỏ một; nếu gửi thêm thì để nguyên."
    )
    return text % {"period": period, "day": dates.day(day)}


def _check_period(values: Mapping[str, Any]) -> None:
    regime = values.get("regime")
    check_period(regime.rhythm if regime else None, values["period"])


def check_period(rhythm: str | None, period: str) -> None:
    """Raise Refused for what is no period of a regime of this rhythm, or of the annual report (no rhythm)."""
    wanted = Rhythm(rhythm) if rhythm else Rhythm.YEAR
    if not re.fullmatch(wanted.periods, period):
        raise Refused(
            _("“%(period)s” không phải kỳ của chế độ báo cáo này; cần dạng %(example)s.")
            % {"period": period, "example": wanted.example},
            field="period",
        )


def check(values: Mapping[str, Any], today: dt.date) -> None:
    """Raise Refused for days to come, and for days out of order."""
    submitted_on, returned_on, resubmitted_on, accepted_on = (values.get(name) for name in DAYS)
    if submitted_on and submitted_on > today:
        raise Refused(_("Ngày nộp không thể sau hôm nay."), field="submitted_on")
    if submitted_on and values.get("period") and submitted_on < period_of(values["period"]).starts_on:
        raise Refused(
            _("Báo cáo của %(period)s không thể gửi trước khi kỳ đó bắt đầu.")
            % {"period": dates.period(values["period"])},
            field="submitted_on",
        )
    if submitted_on and returned_on and submitted_on > returned_on:
        raise Refused(
            _("Ngày nộp không thể sau ngày trả lại %(day)s.") % {"day": dates.day(returned_on)},
            field="submitted_on",
        )
    for name, day in (
        ("returned_on", returned_on),
        ("resubmitted_on", resubmitted_on),
        ("accepted_on", accepted_on),
    ):
        if day and day > today:
            raise Refused(_("Ngày này chưa đến. Hãy nhập ngày từ hôm nay trở về trước."), field=name)
    if accepted_on and returned_on and not resubmitted_on:
        raise Refused(
            _("Báo cáo đang bị trả lại, chưa nộp lại, nên chưa chấp nhận được."), field="accepted_on"
        )
    if accepted_on and submitted_on and accepted_on < (resubmitted_on or submitted_on):
        raise Refused(
            _("Ngày chấp nhận không thể trước ngày nộp %(day)s.")
            % {"day": dates.day(resubmitted_on or submitted_on)},
            field="accepted_on",
        )


def period_of(name: str) -> ReportPeriod:
    """Return the days of a report's period by its name, a valid one."""
    rhythm = next(one for one in Rhythm if re.fullmatch(one.periods, name))
    return next(one for one in report_periods(rhythm, int(name[:4])) if one.name == name)


def _check_day(on: dt.date, since: dt.date, today: dt.date, text: str, field: str) -> None:
    if on < since:
        raise Refused(text % {"day": dates.day(since)}, field=field)
    if on > today:
        raise Refused(_("Ngày này chưa đến. Hãy nhập ngày từ hôm nay trở về trước."), field=field)


def _locked(report: Report) -> Report:
    return (
        Report.objects.select_for_update(no_key=True, of=("self",)).select_related("body").get(pk=report.pk)
    )


def _send_facts_changed(report: Report) -> None:
    facts_changed.send(sender=None, body_ids=[report.body_id])
