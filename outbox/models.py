"""The outbox: a mail is a row with a state, whoever writes it; what happened to it, and what bounces taught
about addresses."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LineField
from core.history import tracked
from outbox.enums import SINGLE, MessageEventKind, MessageKind, MessageState, RunKind


@tracked()
class MailPolicy(models.Model):
    """How the office's mails leave: its one row. Without a row the defaults below hold."""

    id = models.SmallAutoField(primary_key=True)
    sender_name = LineField(_("tên người gửi"), max_length=120, default="Văn phòng Tỉnh uỷ")
    reply_to = models.EmailField(_("địa chỉ nhận trả lời"), blank=True)
    contact = LineField(
        _("đầu mối liên hệ"),
        max_length=200,
        blank=True,
        help_text=_("Ghi ở cuối mỗi thư, ví dụ: đồng chí Nguyễn Văn A, điện thoại 0203 3xxx xxx."),
    )
    quiet_from = models.TimeField(_("không gửi từ giờ"), default=dt.time(19, 0))
    quiet_until = models.TimeField(_("đến giờ"), default=dt.time(7, 0))

    class Meta:
        verbose_name = _("cài đặt gửi thư")
        verbose_name_plural = _("cài đặt gửi thư")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_mail_policy")]

    def __str__(self) -> str:
        return self.sender_name


class Message(models.Model):
    """One mail to one address on one day.

    Quiet hours hold it back at most until `leaves_by`: a mail without one waits for their end. With a
    `calendar` it carries that file, which programs show with buttons by its method (RFC 5546).
    """

    address = models.EmailField(_("địa chỉ"))
    recipient_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    kind = models.CharField(_("loại"), max_length=24, choices=MessageKind.choices, default=MessageKind.DIGEST)
    day = models.DateField(_("ngày"))
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=MessageState.choices, default=MessageState.QUEUED
    )
    subject = models.CharField(_("tiêu đề"), max_length=250)
    text = models.TextField(_("nội dung"))
    html = models.TextField(_("nội dung HTML"), blank=True)
    calendar = models.TextField(_("tệp lịch"), blank=True)
    calendar_method = models.CharField(_("việc của tệp lịch"), max_length=10, blank=True)
    headers = models.JSONField(_("đầu thư"), default=dict)
    message_id = models.CharField(_("mã thư"), max_length=200, unique=True)
    created_at = models.DateTimeField(_("lập lúc"))
    not_before = models.DateTimeField(_("không gửi trước"), null=True, blank=True)
    leaves_by = models.DateTimeField(_("gửi chậm nhất"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("bắt đầu gửi lúc"), null=True, blank=True)
    claimed_by = models.CharField(_("tiến trình gửi"), max_length=120, blank=True)
    handed_at = models.DateTimeField(_("trao cho máy chủ thư lúc"), null=True, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    last_error = models.TextField(_("lỗi gần nhất"), blank=True)

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "kind", "day"],
                name="one_mail_of_a_kind_per_address_and_day",
                condition=~Q(kind__in=SINGLE),
            )
        ]
        indexes = [
            # What a worker claims next, in order; what a dead one left; the counts of the status page.
            models.Index(fields=["state", "id"], name="message_not_sent", condition=~Q(state="sent")),
            models.Index(fields=["sent_at"], name="message_sent", condition=Q(state="sent")),
            models.Index(fields=["-day", "-id"], name="message_log"),
        ]

    def __str__(self) -> str:
        return self.subject


class MessageEvent(models.Model):
    """Something out of the ordinary that happened to a mail."""

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="events", verbose_name=_("thư")
    )
    kind = models.CharField(_("việc"), max_length=8, choices=MessageEventKind.choices)
    at = models.DateTimeField(_("lúc"))
    detail = models.TextField(_("chi tiết"), blank=True)
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người thực hiện"),
    )

    class Meta:
        verbose_name = _("diễn biến của thư")
        verbose_name_plural = _("diễn biến của thư")
        indexes = [models.Index(fields=["message", "at"], name="events_of_message")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"


@tracked()
class AddressState(models.Model):
    """What bounces taught about an address. A stopped address gets nothing until the office opens it
    again."""

    address = models.EmailField(_("địa chỉ"), unique=True)
    soft_bounces = models.PositiveIntegerField(_("số lần bị hoãn, trả tạm thời"), default=0)
    stopped_at = models.DateTimeField(_("ngừng gửi từ"), null=True, blank=True)
    diagnostic = models.TextField(_("lý do máy chủ thư nêu"), blank=True)

    class Meta:
        verbose_name = _("tình trạng địa chỉ")
        verbose_name_plural = _("tình trạng địa chỉ")

    def __str__(self) -> str:
        return self.address


class Bounce(models.Model):
    """A delivery report that came back and was believed: its return address bears our signature."""

    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="bounces", verbose_name=_("thư")
    )
    address = models.EmailField(_("địa chỉ"))
    is_hard = models.BooleanField(_("không nhận được nữa"))
    status = models.CharField(_("mã tình trạng"), max_length=12, blank=True)
    diagnostic = models.TextField(_("lý do máy chủ thư nêu"), blank=True)
    report_id = models.CharField(_("mã báo cáo"), max_length=250, unique=True)
    received_at = models.DateTimeField(_("nhận lúc"))

    class Meta:
        verbose_name = _("báo cáo không phát được thư")
        verbose_name_plural = _("báo cáo không phát được thư")
        indexes = [models.Index(fields=["-received_at"], name="last_bounces")]

    def __str__(self) -> str:
        return f"{self.address} {self.status}"


class MailRun(models.Model):
    """The last planning and the last sending: the heartbeat of the mails."""

    kind = models.CharField(_("loại"), max_length=8, choices=RunKind.choices, unique=True)
    started_at = models.DateTimeField(_("bắt đầu"))
    finished_at = models.DateTimeField(_("kết thúc"), null=True, blank=True)
    counts = models.JSONField(_("số liệu"), default=dict)
    error = models.TextField(_("lỗi"), blank=True)

    class Meta:
        verbose_name = _("lượt chạy thư")
        verbose_name_plural = _("lượt chạy thư")
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="mail_run_finishes_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.kind
