"""Uploaded workbooks and what became of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import LineField
from exchange.enums import RunState


class ImportRun(models.Model):
    """A workbook handed in: its file in the vault, what the preview said, what the commit did."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = LineField(_("tên tệp"), max_length=150)
    size = models.PositiveIntegerField(_("dung lượng (byte)"))
    sha256 = models.CharField(_("mã kiểm SHA-256"), max_length=64)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=RunState.choices, default=RunState.WAITING
    )
    phase = models.CharField(_("đang làm"), max_length=120, blank=True)
    rows_done = models.PositiveIntegerField(_("số dòng đã đọc"), default=0)
    # Known once the preview has read the file: the commit's bar has an end.
    rows_total = models.PositiveIntegerField(_("số dòng"), default=0)
    preview = models.JSONField(_("kết quả xem trước"), default=dict)
    result = models.JSONField(_("kết quả ghi"), default=dict)
    message = models.TextField(_("thông báo"), blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người tải lên")
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    settled_at = models.DateTimeField(_("xong lúc"), null=True)

    class Meta:
        verbose_name = _("lần nhập dữ liệu")
        verbose_name_plural = _("lần nhập dữ liệu")
        indexes = [models.Index(fields=["-uploaded_at"], name="latest_import_run")]

    def __str__(self) -> str:
        return self.name
