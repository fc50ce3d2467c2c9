"""Who is told what and when: the ladder as dated data, and the ledger (a row per finding, step and recipient
prevents the second mail)."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LineField
from core.files import StoredFile
from core.history import tracked
from delegations.models import Body
from meetings.enums import MeetingKind
from obligations.models import Flag
from outbox.enums import MessageKind
from outbox.models import Message
from reminders.enums import AnswerKind, AnswerState, Audience, LetterProfile, LetterState


@tracked()
class ReminderPolicy(models.Model):
    """The office's one row of settings for reminding. Without a row the defaults below hold."""

    id = models.SmallAutoField(primary_key=True)
    office_address = models.EmailField(
        _("địa chỉ nhận thư của văn phòng"),
        blank=True,
        help_text=_("Để trống: gửi tới mọi chuyên viên có địa chỉ thư điện tử."),
    )
    reply_to = models.EmailField(_("địa chỉ nhận trả lời"), blank=True)
    contact = LineField(
        _("đầu mối liên hệ"),
        max_length=200,
        blank=True,
        help_text=_("Ghi ở cuối mỗi thư, ví dụ: đồng chí Nguyễn Văn A, điện thoại 0203 3xxx xxx."),
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
    """What somebody said by the link in a mail: a proposal, no fact until staff accept it."""

    flag = models.ForeignKey(
        Flag, on_delete=models.PROTECT, related_name="answers", verbose_name=_("phát hiện")
    )
    kind = models.CharField(_("trả lời"), max_length=8, choices=AnswerKind.choices)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=AnswerState.choices, default=AnswerState.PROPOSED
    )
    address = models.EmailField(_("liên kết gửi tới"))
    given_by = LineField(_("người trả lời"), max_length=120)
    held_on = models.DateField(_("ngày họp"), null=True, blank=True)
    meeting_kind = models.CharField(
        _("loại cuộc họp"), max_length=16, choices=MeetingKind.choices, default=MeetingKind.PERIODIC
    )
    head_count = models.PositiveIntegerField(_("số có mặt"), null=True, blank=True)
    submitted_on = models.DateField(_("ngày gửi báo cáo"), null=True, blank=True)
    number = LineField(_("số ký hiệu"), max_length=60, blank=True)
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
class CommitteeTerm(models.Model):
    """A term of the provincial committee: the numbers of its documents begin again at 01 with it.

    It runs from the day after one congress closed to the day on which the next one closes. A congress numbers
    its own papers in a series of its own; the office signs none of them, so on those days its letters still
    go on in the old term.
    """

    name = LineField(_("nhiệm kỳ"), max_length=40, unique=True)
    starts_on = models.DateField(_("từ ngày"), help_text=_("Ngày sau ngày bế mạc đại hội."))
    ends_on = models.DateField(
        _("đến ngày"), null=True, blank=True, help_text=_("Ngày bế mạc đại hội kế tiếp.")
    )
    numbers_used = models.PositiveIntegerField(
        _("số công văn đã dùng trước khi dùng hệ thống"),
        default=0,
        help_text=_("Số lớn nhất đã cấp trong nhiệm kỳ này; nhiệm kỳ mới để 0."),
    )

    class Meta:
        verbose_name = _("nhiệm kỳ")
        verbose_name_plural = _("nhiệm kỳ")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class LetterHead(models.Model):
    """The one row of what stands on every letter of the office. Nothing of it is derived: offices differ."""

    id = models.SmallAutoField(primary_key=True)
    superior = LineField(_("cấp uỷ"), max_length=120, default="TỈNH UỶ …")
    issuer = LineField(_("cơ quan ban hành"), max_length=120, default="VĂN PHÒNG")
    symbol = LineField(_("ký hiệu cơ quan"), max_length=20, default="VPTU")
    place = LineField(_("địa danh"), max_length=60, default="…")
    authority = LineField(
        _("quyền hạn ký"),
        max_length=80,
        default="CHÁNH VĂN PHÒNG",
        help_text=_("Cấp phó ký thay: K/T CHÁNH VĂN PHÒNG."),
    )
    office = LineField(
        _("chức vụ người ký"),
        max_length=80,
        blank=True,
        help_text=_("Cấp phó: PHÓ CHÁNH VĂN PHÒNG. Người đứng đầu: để trống."),
    )
    signer = LineField(_("họ và tên người ký"), max_length=120, blank=True)
    archive = LineField(_("nơi lưu"), max_length=120, default="Lưu Văn phòng Tỉnh uỷ.")

    class Meta:
        verbose_name = _("thể thức công văn")
        verbose_name_plural = _("thể thức công văn")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_letter_head")]

    def __str__(self) -> str:
        return self.issuer


@tracked()
class LetterTemplate(StoredFile):
    """A Word template of the office's own: one version. Every version stays, since letters were made with
    it."""

    note = LineField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("mẫu công văn của văn phòng")
        verbose_name_plural = _("mẫu công văn của văn phòng")

    def __str__(self) -> str:
        return self.name


@tracked()
class TemplateChoice(models.Model):
    """From a day on, letters are made with this template of the office; without one, with the built-in form
    of their day."""

    template = models.ForeignKey(
        LetterTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="choices",
        verbose_name=_("mẫu"),
        help_text=_("Để trống: mẫu có sẵn."),
    )
    starts_on = models.DateField(_("áp dụng từ ngày"), unique=True)
    note = LineField(_("căn cứ, ghi chú"), max_length=200, blank=True)
    chosen_at = models.DateTimeField(_("chọn lúc"))
    chosen_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người chọn")
    )

    class Meta:
        verbose_name = _("mẫu công văn được áp dụng")
        verbose_name_plural = _("mẫu công văn được áp dụng")

    def __str__(self) -> str:
        return f"{self.template_id or '*'} {self.starts_on}"


@tracked()
class Letter(models.Model):
    """An official letter that urges (công văn đôn đốc), with the findings it urges.

    Its words, its template and, once it has a number, its head are kept as they were made: printed later, it
    is the same letter.
    """

    state = models.CharField(
        _("trạng thái"), max_length=8, choices=LetterState.choices, default=LetterState.DRAFT
    )
    profile = models.CharField(_("thể thức"), max_length=12, choices=LetterProfile.choices)
    template = models.ForeignKey(
        LetterTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("mẫu của văn phòng"),
    )
    document_type = models.CharField(_("loại văn bản"), max_length=8, default="CV")
    term = models.ForeignKey(
        CommitteeTerm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("nhiệm kỳ"),
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    dated_on = models.DateField(_("ngày"))
    deadline_on = models.DateField(_("hạn thực hiện"))
    subject = LineField(_("trích yếu"), max_length=250)
    content = models.JSONField(_("nội dung"), default=dict)
    flags = models.ManyToManyField(Flag, related_name="letters", verbose_name=_("phát hiện"))
    created_at = models.DateTimeField(_("lập lúc"))
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người lập")
    )

    class Meta:
        verbose_name = _("công văn đôn đốc")
        verbose_name_plural = _("công văn đôn đốc")
        constraints = [
            models.UniqueConstraint(
                fields=["document_type", "term", "number"], name="one_letter_per_type_term_and_number"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True)
                | Q(state="numbered", number__isnull=False, term__isnull=False),
                name="a_numbered_letter_has_number_and_term",
            ),
            models.CheckConstraint(
                condition=Q(deadline_on__gte=F("dated_on")), name="letter_deadline_not_before_its_day"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
