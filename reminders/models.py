"""Who is told what and when: the ladder as dated data, and the ledger (a row per finding, step and recipient
prevents the second mail)."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LineField
from core.history import tracked
from delegations.models import Body
from meetings.enums import MeetingKind
from meetings.models import Task
from obligations.models import Flag
from outbox.enums import MessageKind
from outbox.models import Message
from papers.models import Paper
from reminders.enums import AnswerKind, AnswerState, Audience


@tracked()
class ReminderPolicy(models.Model):
    """The office's one row of settings for reminding. Without a row the defaults below hold."""

    id = models.SmallAutoField(primary_key=True)
    office_address = models.EmailField(
        _("địa chỉ nhận thư của văn phòng"),
        blank=True,
        help_text=_("Để trống: gửi tới mọi chuyên viên có địa chỉ thư điện tử."),
    )
    plan_at = models.TimeField(_("lập thư lúc"), default=dt.time(7, 30))
    mail_on_days_off = models.BooleanField(_("gửi cả ngày nghỉ"), default=False)
    brief_weekday = models.PositiveSmallIntegerField(
        _("tin tuần gửi vào"),
        default=0,
        choices=[(0, _("thứ Hai")), (1, _("thứ Ba")), (2, _("thứ Tư")), (3, _("thứ Năm")), (4, _("thứ Sáu"))],
    )

    class Meta:
        verbose_name = _("cài đặt nhắc việc")
        verbose_name_plural = _("cài đặt nhắc việc")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_reminder_policy")]

    def __str__(self) -> str:
        return f"{self.plan_at:%H:%M}"


@tracked()
class Ladder(models.Model):
    """The steps of reminding, from a day on. The most particular ladder holds: of a rule and body, of a body,
    of a rule, of all."""

    rule = models.CharField(_("quy tắc"), max_length=40, blank=True, help_text=_("Để trống: mọi quy tắc."))
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ladders",
        verbose_name=_("tổ chức đảng"),
        help_text=_("Để trống: mọi tổ chức."),
    )
    starts_on = models.DateField(_("áp dụng từ ngày"))
    note = LineField(_("căn cứ, ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("thang nhắc việc")
        verbose_name_plural = _("thang nhắc việc")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "body", "starts_on"],
                name="one_ladder_per_rule_body_and_day",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule or '*'} {self.starts_on}"


@tracked()
class LadderStep(models.Model):
    """Who is told so many days after the due day (or, without a due day, after the finding was first
    seen)."""

    ladder = models.ForeignKey(
        Ladder, on_delete=models.CASCADE, related_name="steps", verbose_name=_("thang nhắc việc")
    )
    days = models.SmallIntegerField(
        _("số ngày so với hạn"),
        null=True,
        blank=True,
        help_text=_("Để trống: ngay khi phát hiện. Số âm: trước hạn; số dương: sau hạn."),
    )
    audiences = ArrayField(
        models.CharField(max_length=12, choices=Audience.choices),
        verbose_name=_("gửi tới"),
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = _("bậc nhắc")
        verbose_name_plural = _("bậc nhắc")
        constraints = [
            models.UniqueConstraint(
                fields=["ladder", "days"], name="one_step_per_ladder_and_day", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days}"


@tracked()
class Snooze(models.Model):
    """No reminder about one finding, or about a whole body, until a day (included). The finding itself stays
    as it is."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="snoozes", verbose_name=_("tổ chức đảng")
    )
    flag = models.ForeignKey(
        Flag,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="snoozes",
        verbose_name=_("phát hiện"),
    )
    until = models.DateField(_("đến hết ngày"))
    reason = LineField(_("lý do"), max_length=300)
    created_at = models.DateTimeField(_("lập lúc"))
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người lập")
    )
    ended_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tạm dừng nhắc")
        verbose_name_plural = _("tạm dừng nhắc")
        indexes = [models.Index(fields=["until"], name="snooze_in_force", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.body_id} → {self.until}"


class Reminder(models.Model):
    """The ledger: this finding was told at this step to this address, or the step was skipped."""

    flag = models.ForeignKey(
        Flag, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("phát hiện")
    )
    opening = models.DateTimeField(_("lần phát hiện"))
    step = models.CharField(_("bậc nhắc"), max_length=40)
    address = models.EmailField(_("địa chỉ"))
    audience = models.CharField(
        _("với tư cách"), max_length=12, choices=Audience.choices, default=Audience.CONTACT
    )
    day = models.DateField(_("ngày"))
    message = models.ForeignKey(
        Message,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("thư"),
    )
    skipped = models.BooleanField(_("bỏ qua"), default=False)
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("lần nhắc")
        verbose_name_plural = _("lần nhắc")
        constraints = [
            models.UniqueConstraint(
                fields=["flag", "opening", "step", "address"], name="a_step_is_told_to_an_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.flag_id} {self.step}"


class TaskTold(models.Model):
    """The ledger of tasks: who was given this one was told of it, in this mail."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="told", verbose_name=_("nhiệm vụ"))
    address = models.EmailField(_("địa chỉ"))
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("thư")
    )

    class Meta:
        verbose_name = _("lần báo nhiệm vụ")
        verbose_name_plural = _("lần báo nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["task", "address"], name="a_task_is_told_to_an_address_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.address}"


class Forewarning(models.Model):
    """The ledger of what is not due yet: this address was told of it at this step before its due day, in this
    mail. A day put off begins anew."""

    rule = models.CharField(_("quy tắc"), max_length=40)
    subject = LineField(_("mã hồ sơ"), max_length=60)
    due_on = models.DateField(_("hạn"))
    step = models.CharField(_("bậc"), max_length=12)
    address = models.EmailField(_("địa chỉ"))
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="forewarnings", verbose_name=_("thư")
    )

    class Meta:
        verbose_name = _("lần báo trước hạn")
        verbose_name_plural = _("lần báo trước hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject", "due_on", "step", "address"],
                name="a_step_before_a_due_day_is_told_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject} {self.address}"


class Hold(models.Model):
    """A mail that is to come is held back: it is made, but waits until somebody releases it."""

    address = models.EmailField(_("địa chỉ"))
    kind = models.CharField(_("loại"), max_length=24, choices=MessageKind.choices)
    day = models.DateField(_("ngày"))
    held_at = models.DateTimeField(_("giữ lúc"))
    held_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người giữ")
    )

    class Meta:
        verbose_name = _("giữ thư")
        verbose_name_plural = _("giữ thư")
        constraints = [models.UniqueConstraint(fields=["address", "kind", "day"], name="one_hold_per_mail")]

    def __str__(self) -> str:
        return f"{self.address} {self.day}"


class BriefChoice(models.Model):
    """A leader's own choice about the weekly brief. Without a row: the brief comes, an all clear does not."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="brief_choice", verbose_name=_("người dùng")
    )
    wanted = models.BooleanField(_("nhận tin tuần"), default=True)
    all_clear = models.BooleanField(_("nhận cả khi không có việc quá hạn"), default=False)

    class Meta:
        verbose_name = _("lựa chọn nhận tin tuần")
        verbose_name_plural = _("lựa chọn nhận tin tuần")

    def __str__(self) -> str:
        return str(self.user_id)


@tracked()
class Answer(models.Model):
    """What somebody said by the link in a mail: a proposal, no fact until staff accept it.

    `done_on` is the day on which what the kind names was done. `choice` is a code of the kind's own list:
    which post, which kind of regulation, which answer of a consultation.
    """

    flag = models.ForeignKey(
        Flag, on_delete=models.PROTECT, related_name="answers", verbose_name=_("phát hiện")
    )
    kind = models.CharField(_("trả lời"), max_length=8, choices=AnswerKind.choices)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=AnswerState.choices, default=AnswerState.PROPOSED
    )
    address = models.EmailField(_("liên kết gửi tới"))
    given_by = LineField(_("người trả lời"), max_length=120)
    done_on = models.DateField(_("ngày thực hiện"), null=True, blank=True)
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    meeting_kind = models.CharField(
        _("loại cuộc họp"), max_length=16, choices=MeetingKind.choices, default=MeetingKind.PERIODIC
    )
    head_count = models.PositiveIntegerField(_("số có mặt"), null=True, blank=True)
    number = LineField(_("số ký hiệu"), max_length=60, blank=True)
    choice = models.CharField(_("lựa chọn"), max_length=16, blank=True)
    names = LineField(_("người, các bên"), max_length=300, blank=True)
    reason = LineField(_("lý do"), max_length=500, blank=True)
    promised_on = models.DateField(_("hẹn ngày"), null=True, blank=True)
    file = models.JSONField(_("tệp kèm theo"), null=True, blank=True)
    token_digest = models.CharField(_("dấu của liên kết"), max_length=64, unique=True)
    given_at = models.DateTimeField(_("trả lời lúc"))
    decided_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người xem")
    )
    decision_note = LineField(_("ý kiến"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("trả lời qua thư")
        verbose_name_plural = _("trả lời qua thư")
        indexes = [models.Index(fields=["given_at"], name="answer_waiting", condition=Q(state="proposed"))]

    def __str__(self) -> str:
        return f"{self.flag_id} {self.kind}"


@tracked()
class Letter(models.Model):
    """An official letter that urges (công văn đôn đốc): the paper, the findings that it urges, and by when
    they are to be remedied. A draft that is thrown away goes with it, so that they wait for a letter
    again."""

    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, related_name="letter", verbose_name=_("văn bản")
    )
    deadline_on = models.DateField(_("hạn thực hiện"))
    flags = models.ManyToManyField(Flag, related_name="letters", verbose_name=_("phát hiện"))

    class Meta:
        verbose_name = _("công văn đôn đốc")
        verbose_name_plural = _("công văn đôn đốc")

    def __str__(self) -> str:
        return str(self.paper)
