"""What is due or late: findings worked out from facts for every day, waivers, days off, sweeps."""

import datetime as dt
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LineField, TextField
from core.history import tracked
from core.ranges import ClockInstant, FirstToLast, InstantsOn
from delegations.models import Body, has_ended
from obligations.enums import DayOffKind, FlagStatus, PeriodState, Severity, SweepScope
from records.querysets import InScope


@tracked()
class DayOff(models.Model):
    """A day off, or a Saturday or Sunday worked in exchange."""

    day = models.DateField(_("ngày"), unique=True)
    name = LineField(_("tên"), max_length=160)
    kind = models.CharField(_("loại"), max_length=8, choices=DayOffKind.choices)

    class Meta:
        verbose_name = _("ngày nghỉ")
        verbose_name_plural = _("ngày nghỉ")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


ENDS_SOON = dt.timedelta(days=14)
"""Within so many days a waiver is told to be ending."""


class WaiverQuerySet(InScope["Waiver"]):
    """Waivers, seen with their bodies."""

    def of_standing(self) -> Self:
        """Keep the waivers of bodies that stand on their last day: one that has ended is judged no more."""
        return self.exclude(has_ended(F("until"), "body__"))

    def in_force_on(self, day: dt.date) -> Self:
        return self.filter(granted_on__lte=day, until__gte=day).exclude(has_ended(day, "body__"))

    def ending_by(self, last: dt.date, *, today: dt.date) -> Self:
        """Keep the waivers in force today that end on the last day or before."""
        return self.in_force_on(today).filter(until__lte=last)


@tracked()
class Waiver(models.Model):
    """A waiver (miễn, hoãn) of one finding's duty, in force from `granted_on` to `until`, both included."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="waivers", verbose_name=_("tổ chức đảng")
    )
    rule = models.CharField(_("quy tắc"), max_length=40)
    subject = LineField(_("đối tượng"), max_length=80)
    granted_on = models.DateField(_("ngày cho phép"))
    until = models.DateField(_("đến ngày"))
    document = LineField(_("văn bản"), max_length=60, blank=True)
    reason = LineField(_("lý do"), max_length=500)
    granted_by = LineField(_("người cho phép"), max_length=160, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("miễn, hoãn")
        verbose_name_plural = _("miễn, hoãn")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "rule", "subject", "granted_on"], name="one_waiver_per_duty_and_day"
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("granted_on")),
                name="waiver_ends_after_it_is_granted",
                violation_error_message=_("Ngày cuối miễn, hoãn không thể trước ngày cho miễn, hoãn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"


class Flag(models.Model):
    """What names a finding for good: the body, the rule and the subject. Mails, answers, letters and snoozes
    hang on it; what the finding says, on which days, its spans say."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="flags", verbose_name=_("tổ chức đảng")
    )
    rule = models.CharField(_("quy tắc"), max_length=40)
    subject = models.CharField(_("đối tượng"), max_length=80)

    class Meta:
        verbose_name = _("phát hiện")
        verbose_name_plural = _("phát hiện")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "rule", "subject"], name="one_flag_per_body_rule_and_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.rule} {self.subject}"


@tracked()
class FindingOwner(models.Model):
    """Which officer of the office sees to a finding. About the work, not about the body: nothing is judged by
    it."""

    flag = models.OneToOneField(
        Flag, on_delete=models.CASCADE, related_name="ownership", verbose_name=_("phát hiện")
    )
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="findings", verbose_name=_("người theo dõi")
    )
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người giao")
    )
    given_at = models.DateTimeField(_("giao lúc"))

    class Meta:
        verbose_name = _("giao theo dõi phát hiện")
        verbose_name_plural = _("giao theo dõi phát hiện")

    def __str__(self) -> str:
        return f"{self.flag_id} {self.owner_id}"


@tracked()
class FindingNote(models.Model):
    """What an officer noted about a finding for colleagues: whom was spoken to, what was promised. The body
    does not see it."""

    flag = models.ForeignKey(
        Flag, on_delete=models.CASCADE, related_name="notes", verbose_name=_("phát hiện")
    )
    text = TextField(_("ghi chú"))
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    written_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("ghi chú về phát hiện")
        verbose_name_plural = _("ghi chú về phát hiện")

    def __str__(self) -> str:
        return self.text


class Span(models.Model):
    """Something that holds on some days, as the records gave it for some time. Nobody edits it: what the
    records no longer give ends in `recorded` and stays. See docs/adr/0024-spans-in-two-times.md."""

    # Without an end: it still holds on the last day that was looked at.
    days = DateRangeField(_("các ngày có giá trị"))
    # Without an end: the records still say so.
    recorded = DateTimeRangeField(_("thời gian hồ sơ ghi như vậy"))
    # Of all that it says, so that a judging can tell what changed without reading the texts back.
    fingerprint = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True


class FindingSpan(Span):
    """A finding as it holds unchanged on some days."""

    flag = models.ForeignKey(
        Flag, on_delete=models.PROTECT, related_name="spans", verbose_name=_("phát hiện")
    )
    # As the flag says: here too, so that counting and narrowing thousands reads one table.
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("tổ chức đảng")
    )
    rule = models.CharField(_("quy tắc"), max_length=40)
    subject = models.CharField(_("đối tượng"), max_length=80)
    status = models.CharField(_("tình trạng"), max_length=8, choices=FlagStatus.choices)
    severity = models.CharField(_("mức độ"), max_length=8, choices=Severity.choices)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    # The instants at which this was what a look at the same day found: where the days and the recorded time
    # meet. Empty: it was only ever past or future.
    shown = models.GeneratedField(
        expression=InstantsOn("recorded", "days"),
        output_field=DateTimeRangeField(),
        db_persist=True,
        verbose_name=_("hiện ra lúc"),
    )

    class Meta:
        verbose_name = _("khoảng ngày của phát hiện")
        verbose_name_plural = _("khoảng ngày của phát hiện")
        constraints = [
            ExclusionConstraint(
                name="one_state_of_a_finding_a_day_and_instant",
                expressions=[
                    ("flag", RangeOperators.EQUAL),
                    ("recorded", RangeOperators.OVERLAPS),
                    ("days", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [
            # what holds on a day, as the records stand now: lists, counts, trends
            GistIndex(fields=["days"], name="findings_of_day_now", condition=Q(recorded__upper_inf=True)),
            # the same as it was known; what the records still say is in the one above
            GistIndex(
                fields=["days", "recorded"],
                name="findings_of_day_then",
                condition=Q(recorded__upper_inf=False),
            ),
            # a body's page and its judging: what the records say of it now
            models.Index(fields=["body"], name="findings_of_body_now", condition=Q(recorded__upper_inf=True)),
            # the search, and lists narrowed to a rule
            models.Index(fields=["rule"], name="findings_of_rule_now", condition=Q(recorded__upper_inf=True)),
            # what opened and closed between two instants
            GistIndex(fields=["shown"], name="findings_by_instant", condition=Q(shown__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.rule} {self.subject} {self.days}"


class LawQuoted(models.Model):
    """The law's values that findings quote: a few hundred different ones stand behind all of them."""

    # The fingerprint of the values.
    id = models.BigIntegerField(primary_key=True)
    parameters = models.JSONField(_("tham số"))

    class Meta:
        verbose_name = _("quy định được dẫn")
        verbose_name_plural = _("quy định được dẫn")

    def __str__(self) -> str:
        return str(self.id)


class FindingEvidence(models.Model):
    """What a span of a finding rests on. In a table of its own: it is long, and read only where shown."""

    span = models.OneToOneField(
        FindingSpan,
        on_delete=models.CASCADE,
        related_name="said",
        primary_key=True,
        verbose_name=_("khoảng ngày"),
    )
    law = models.ForeignKey(
        LawQuoted, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("quy định")
    )
    evidence = models.JSONField(_("bằng chứng"), default=dict)

    class Meta:
        verbose_name = _("bằng chứng của phát hiện")
        verbose_name_plural = _("bằng chứng của phát hiện")

    def __str__(self) -> str:
        return str(self.span_id)


class PeriodSpan(Span):
    """A period of a body's meetings as it stands unchanged on some days: a cell of the rhythm map."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("tổ chức đảng")
    )
    name = models.CharField(_("kỳ"), max_length=10)
    starts_on = models.DateField(_("ngày đầu"))
    last_day = models.DateField(_("ngày cuối"))
    cadence = models.PositiveSmallIntegerField(_("số tháng"))
    state = models.CharField(_("tình trạng"), max_length=24, choices=PeriodState.choices)
    # The meetings held or planned in it, those whose planned day passed, the waiver.
    evidence = models.JSONField(_("bằng chứng"), default=dict)

    class Meta:
        verbose_name = _("khoảng ngày của kỳ họp")
        verbose_name_plural = _("khoảng ngày của kỳ họp")
        constraints = [
            ExclusionConstraint(
                name="one_state_of_a_period_a_day_and_instant",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    (FirstToLast("starts_on", "last_day"), RangeOperators.OVERLAPS),
                    ("recorded", RangeOperators.OVERLAPS),
                    ("days", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [
            # a body's line of time: its last periods, as the records stand now
            models.Index(
                fields=["body", "last_day"], name="periods_of_body_now", condition=Q(recorded__upper_inf=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.name} {self.days}"


class Timeline(models.Model):
    """To which day a body's spans are worked out, and by which law and rules: another one means again."""

    body = models.OneToOneField(
        Body, on_delete=models.CASCADE, related_name="+", primary_key=True, verbose_name=_("tổ chức đảng")
    )
    law_version = models.CharField(_("bản của bộ quy định"), max_length=64)
    last_day = models.DateField(_("xét đến ngày"))

    class Meta:
        verbose_name = _("tiến trình của tổ chức")
        verbose_name_plural = _("tiến trình của tổ chức")

    def __str__(self) -> str:
        return f"{self.body_id} {self.last_day}"


class Touch(models.Model):
    """A body whose facts were written and not judged since. Filled by database triggers on every
    table of facts, so that no write, bulk or by hand, is missed; emptied by whoever judges."""

    id = models.BigAutoField(primary_key=True)
    # No foreign key: a trigger appends here on the hot path. Null means "every body" (law, days off,
    # settings).
    body_id = models.BigIntegerField(null=True, db_index=True)
    # When the facts were written: a judging that comes later says so too.
    at = models.DateTimeField(db_default=ClockInstant())

    def __str__(self) -> str:
        return str(self.body_id)


class Sweep(models.Model):
    """The outcome of one judging of many bodies: the heartbeat that screens show."""

    started_at = models.DateTimeField(_("bắt đầu"))
    finished_at = models.DateTimeField(_("kết thúc"), null=True, blank=True)
    judged_on = models.DateField(_("xét ngày"))
    scope = models.CharField(_("phạm vi"), max_length=8, choices=SweepScope.choices)
    law_version = models.CharField(_("bản của bộ quy định"), max_length=64, blank=True)
    bodies_total = models.PositiveIntegerField(_("số tổ chức"), default=0)
    bodies_judged = models.PositiveIntegerField(_("số tổ chức đã rà soát"), default=0)
    changes = models.PositiveIntegerField(_("số thay đổi"), default=0)
    errors = models.JSONField(_("lỗi"), default=list)
    seconds = models.FloatField(_("số giây"), default=0)

    class Meta:
        verbose_name = _("lượt rà soát")
        verbose_name_plural = _("lượt rà soát")

    def __str__(self) -> str:
        return str(self.started_at)
