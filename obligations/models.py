"""What is due or late: flags worked out from facts, their history, waivers, days off, sweeps."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import LineField
from core.history import tracked
from delegations.models import Body
from obligations.enums import DayOffKind, FlagEventKind, FlagStatus, Severity, SweepScope
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


class WaiverQuerySet(InScope["Waiver"]):
    """Waivers, seen with their bodies."""


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
                condition=Q(until__gte=F("granted_on")), name="waiver_ends_after_it_is_granted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"


class Flag(models.Model):
    """A finding as last worked out. Nobody edits it: it can be made again from the facts.
    A closed flag keeps its row, so that the same duty reopens under the same history."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="flags", verbose_name=_("tổ chức đảng")
    )
    rule = models.CharField(_("quy tắc"), max_length=40)
    subject = models.CharField(_("đối tượng"), max_length=80)
    status = models.CharField(_("tình trạng"), max_length=8, choices=FlagStatus.choices)
    severity = models.CharField(_("mức độ"), max_length=8, choices=Severity.choices)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    evidence = models.JSONField(_("bằng chứng"), default=dict)
    parameters = models.JSONField(_("tham số"), default=list)
    # Of everything said above, so that a judging can tell what changed without reading the evidence back.
    fingerprint = models.BigIntegerField(editable=False, default=0)
    judged_on = models.DateField(
        _("xét ngày"), help_text=_("Ngày xét gần nhất mà nội dung phát hiện thay đổi.")
    )
    opened_at = models.DateTimeField(_("phát hiện lúc"))
    closed_at = models.DateTimeField(_("khắc phục lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phát hiện")
        verbose_name_plural = _("phát hiện")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "rule", "subject"], name="one_flag_per_body_rule_and_subject"
            )
        ]
        indexes = [
            # the dashboard's list and counts: open flags by severity and rule
            models.Index(
                fields=["severity", "rule", "due_on"],
                name="open_flag_by_severity",
                condition=Q(closed_at__isnull=True),
            ),
            # a body's page: its open flags
            models.Index(fields=["body"], name="open_flag_of_body", condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.rule} {self.subject}"


class FlagEvent(models.Model):
    """What happened to a flag, and the finding as it was then: what was said on a day."""

    flag = models.ForeignKey(
        Flag, on_delete=models.PROTECT, related_name="events", verbose_name=_("phát hiện")
    )
    kind = models.CharField(_("việc"), max_length=8, choices=FlagEventKind.choices)
    at = models.DateTimeField(_("lúc"))
    judged_on = models.DateField(_("xét ngày"))
    status = models.CharField(_("tình trạng"), max_length=8, choices=FlagStatus.choices, blank=True)
    severity = models.CharField(_("mức độ"), max_length=8, choices=Severity.choices, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    evidence = models.JSONField(_("bằng chứng"), default=dict)

    class Meta:
        verbose_name = _("diễn biến của phát hiện")
        verbose_name_plural = _("diễn biến của phát hiện")
        indexes = [
            models.Index(fields=["flag", "at"], name="history_of_flag"),
            models.Index(fields=["at"], name="flag_events_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.flag_id} {self.kind}"


class Touch(models.Model):
    """A body whose facts were written and not judged since. Filled by database triggers on every
    table of facts, so that no write, bulk or by hand, is missed; emptied by whoever judges."""

    id = models.BigAutoField(primary_key=True)
    # No foreign key: a trigger appends here on the hot path. Null means "every body" (law, days off,
    # settings).
    body_id = models.BigIntegerField(null=True, db_index=True)

    def __str__(self) -> str:
        return str(self.body_id)


class TouchesTaken(models.Model):
    """How many touches of a body judgings have taken. With those that still wait it tells how often the
    body's facts were written; a trigger counts them, so that the sum stays the same when a touch is taken."""

    # 0: touches of every body. No foreign key, as with touches.
    body_id = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.body_id} {self.number}"


class KeptDay(models.Model):
    """A day for which judgements are kept, made by one version of the law and the code. Nobody's record: it
    may be emptied at any time."""

    # An advisory lock takes no larger number.
    id = models.AutoField(primary_key=True)
    judged_on = models.DateField()
    version = models.CharField(max_length=64)
    findings = models.PositiveIntegerField(default=0)
    # What is kept for the day, counted by kind of body: a dozen days at a glance without reading a hundred
    # thousand findings.
    counts = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judged_on", "version"], name="one_kept_day_per_version")
        ]

    def __str__(self) -> str:
        return str(self.judged_on)


class KeptBody(models.Model):
    """A body judged for a kept day: how often its facts had been written by then, and, where somebody asked
    for them, its periods up to that day as `keeping.Period`, days as text."""

    day = models.ForeignKey(
        KeptDay, on_delete=models.CASCADE, related_name="bodies", db_constraint=False, db_index=False
    )
    body = models.ForeignKey(
        Body, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    revision = models.BigIntegerField()
    periods = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "body"], name="one_kept_judgement_per_day_and_body")
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.body_id}"


class KeptFinding(models.Model):
    """A finding of a kept day, in the columns of a flag."""

    day = models.ForeignKey(
        KeptDay, on_delete=models.CASCADE, related_name="of_day", db_constraint=False, db_index=False
    )
    body = models.ForeignKey(
        Body, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    # Without the limits of a flag's: what cannot be stored there is shown all the same on another day.
    rule = models.TextField()
    subject = models.TextField()
    status = models.TextField()
    severity = models.TextField()
    due_on = models.DateField(null=True)
    evidence = models.JSONField(default=dict)
    parameters = models.JSONField(default=list)

    class Meta:
        # the findings of a day and of a body on it: lists, counts, and what a new judgement replaces
        indexes = [models.Index(fields=["day", "body"], name="kept_finding_of_day_and_body")]

    def __str__(self) -> str:
        return f"{self.day_id} {self.body_id} {self.rule} {self.subject}"


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
