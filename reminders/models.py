"""The outbox: a mail is a row with a state; a ledger row per finding, step and recipient prevents the second mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.models import Flag
from reminders.enums import MessageState


class Message(models.Model):
    """One mail to one address on one day."""

    address = models.EmailField(_("địa chỉ"))
    recipient_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    kind = models.CharField(_("loại"), max_length=24, default="digest")
    day = models.DateField(_("ngày"))
    state = models.CharField(_("trạng thái"), max_length=8, choices=MessageState.choices, default=MessageState.QUEUED)
    subject = models.CharField(_("tiêu đề"), max_length=250)
    text = models.TextField(_("nội dung"))
    html = models.TextField(_("nội dung HTML"), blank=True)
    headers = models.JSONField(_("đầu thư"), default=dict)
    message_id = models.CharField(_("mã thư"), max_length=200, unique=True)
    created_at = models.DateTimeField(_("lập lúc"))
    not_before = models.DateTimeField(_("không gửi trước"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("bắt đầu gửi lúc"), null=True, blank=True)
    claimed_by = models.CharField(_("tiến trình gửi"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    last_error = models.TextField(_("lỗi gần nhất"), blank=True)

    class Meta:
        verbose_name = _("thư nhắc")
        verbose_name_plural = _("thư nhắc")
        constraints = [models.UniqueConstraint(fields=["address", "kind", "day"], name="one_digest_per_address_and_day")]
        indexes = [models.Index(fields=["not_before", "id"], name="queued_message", condition=Q(state="queued"))]

    def __str__(self) -> str:
        return self.subject


class Reminder(models.Model):
    """The ledger: this finding was told at this step to this address, or the step was skipped."""

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("phát hiện"))
    opening = models.DateTimeField(_("lần phát hiện"))
    step = models.CharField(_("bậc nhắc"), max_length=40)
    address = models.EmailField(_("địa chỉ"))
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders", verbose_name=_("thư"))
    skipped = models.BooleanField(_("bỏ qua"), default=False)
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("lần nhắc")
        verbose_name_plural = _("lần nhắc")
        constraints = [models.UniqueConstraint(fields=["flag", "opening", "step", "address"], name="a_step_is_told_to_an_address_once")]

    def __str__(self) -> str:
        return f"{self.flag_id} {self.step}"
