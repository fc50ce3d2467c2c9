"""Papers: the office's head, terms and templates; drafts that become numbered papers; what came back
signed; the proof behind a code."""

from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LineField
from core.files import StoredFile
from core.history import tracked
from core.keys import search_key
from papers.blocks import Block, from_json
from papers.enums import TRAITS, Kind, Profile, State, Traits
from records.querysets import Searched


@tracked()
class CommitteeTerm(models.Model):
    """A term of the provincial committee: the numbers of its documents begin again at 01 with it.

    It runs from the day after one congress closed to the day on which the next one closes. A congress numbers
    its own papers in a series of its own; the office signs none of them, so on those days its papers still go
    on in the old term.
    """

    name = LineField(_("nhiệm kỳ"), max_length=40, unique=True)
    starts_on = models.DateField(_("từ ngày"), help_text=_("Ngày sau ngày bế mạc đại hội."))
    ends_on = models.DateField(
        _("đến ngày"), null=True, blank=True, help_text=_("Ngày bế mạc đại hội kế tiếp.")
    )

    class Meta:
        verbose_name = _("nhiệm kỳ")
        verbose_name_plural = _("nhiệm kỳ")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="paper_term_ends_after_it_starts",
                violation_error_message=_("Ngày cuối nhiệm kỳ không thể trước ngày đầu."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class NumbersUsed(models.Model):
    """The highest number of a type that was given out in a term before the product counted."""

    term = models.ForeignKey(
        CommitteeTerm, on_delete=models.CASCADE, related_name="numbers_used", verbose_name=_("nhiệm kỳ")
    )
    series = LineField(_("sổ"), max_length=40, blank=True)
    document_type = models.CharField(_("loại văn bản"), max_length=8)
    number = models.PositiveIntegerField(_("số lớn nhất đã dùng trước khi dùng hệ thống"))

    class Meta:
        verbose_name = _("số đã dùng")
        verbose_name_plural = _("số đã dùng")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "series", "document_type"], name="one_start_per_term_series_and_type"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_type} {self.number}"


@tracked()
class OfficeHead(models.Model):
    """The one row of what stands on every paper of the office. Nothing of it is derived: offices differ."""

    id = models.SmallAutoField(primary_key=True)
    superior = LineField(_("cấp uỷ"), max_length=120, default="TỈNH UỶ …")
    issuer = LineField(_("cơ quan ban hành"), max_length=120, default="VĂN PHÒNG")
    symbol = LineField(_("ký hiệu cơ quan"), max_length=20, default="VPTU")
    place = LineField(_("địa danh"), max_length=60, default="…")
    authority = LineField(
        _("quyền hạn ký"),
        max_length=80,
        default="CHÁNH VĂN PHÒNG",
        help_text=_("Cấp phó ký thay: K/T CHÁNH VĂN PHÒNG. Thừa lệnh: T/L BAN THƯỜNG VỤ."),
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
        verbose_name = _("thể thức văn bản")
        verbose_name_plural = _("thể thức văn bản")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_office_head")]

    def __str__(self) -> str:
        return self.issuer


@tracked()
class PaperTemplate(StoredFile):
    """A Word template of the office's own for a kind of paper: one version. Every version stays, since papers
    were made with it."""

    paper_kind = models.CharField(_("loại văn bản"), max_length=20, choices=Kind.choices, default=Kind.LETTER)
    note = LineField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("mẫu văn bản của văn phòng")
        verbose_name_plural = _("mẫu văn bản của văn phòng")

    def __str__(self) -> str:
        return self.name


@tracked()
class TemplateChoice(models.Model):
    """From a day on, papers of a kind are made with this template of the office; without one, with the
    built-in form of their day."""

    paper_kind = models.CharField(_("loại văn bản"), max_length=20, choices=Kind.choices, default=Kind.LETTER)
    template = models.ForeignKey(
        PaperTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="choices",
        verbose_name=_("mẫu"),
        help_text=_("Để trống: mẫu có sẵn."),
    )
    starts_on = models.DateField(_("áp dụng từ ngày"))
    note = LineField(_("căn cứ, ghi chú"), max_length=200, blank=True)
    chosen_at = models.DateTimeField(_("chọn lúc"))
    chosen_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người chọn")
    )

    class Meta:
        verbose_name = _("mẫu văn bản được áp dụng")
        verbose_name_plural = _("mẫu văn bản được áp dụng")
        constraints = [
            models.UniqueConstraint(fields=["paper_kind", "starts_on"], name="one_template_per_kind_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.template_id or '*'} {self.starts_on}"


class PaperRegisterQuerySet(Searched["Paper"]):
    def of(self, kind: Kind, *, series: str = "", about: str = "") -> Self:
        """Keep the papers of a kind about one thing."""
        return self.filter(kind=kind, series=series, about=about)

    def standing(self) -> Self:
        """Keep those that no other paper has replaced."""
        return self.exclude(state=State.REPLACED)


@tracked(exclude=["blocks", "built"])
class Paper(models.Model):
    """A paper, from its first draft to the signed copy. The draft is edited as blocks; once it has a number
    nothing of it changes, as the database sees to, but another paper may replace it.

    The words of a draft are in no history: they are stored every few seconds.
    """

    kind = models.CharField(_("loại văn bản"), max_length=20, choices=Kind.choices)
    series = LineField(
        _("sổ"), max_length=40, blank=True, help_text=_("Để trống: văn phòng. Khác: mã của tổ chức.")
    )
    about = LineField(_("khoá hồ sơ"), max_length=80, blank=True)
    record_name = LineField(_("về"), max_length=400, blank=True)
    document_type = models.CharField(_("ký hiệu loại văn bản"), max_length=8, blank=True)
    profile = models.CharField(_("thể thức"), max_length=12, choices=Profile.choices)
    template = models.ForeignKey(
        PaperTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("mẫu của văn phòng"),
    )
    term = models.ForeignKey(
        CommitteeTerm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("nhiệm kỳ"),
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    dated_on = models.DateField(_("ngày văn bản"))
    title = LineField(_("trích yếu"), max_length=400, blank=True)
    frame = models.JSONField(_("thể thức trên văn bản"), default=dict, encoder=DjangoJSONEncoder)
    blocks = models.JSONField(_("nội dung"), default=list, encoder=DjangoJSONEncoder)
    built = models.JSONField(_("nội dung lập từ số liệu"), default=list, encoder=DjangoJSONEncoder)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name=_("thay thế văn bản"),
    )
    created_at = models.DateTimeField(_("lập lúc"))
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    edited_at = models.DateTimeField(_("sửa lúc"))
    edited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người sửa")
    )
    sha256 = models.CharField(_("mã kiểm SHA-256"), max_length=64, blank=True)
    search_text = search_key("title", "record_name")

    objects = PaperRegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "document_type", "term", "number"],
                name="one_paper_per_series_type_term_and_number",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True)
                | (~Q(state="draft") & (Q(document_type="") | Q(number__isnull=False, term__isnull=False))),
                name="a_numbered_paper_has_number_and_term",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "series", "about"], name="paper_about"),
            models.Index(fields=["-dated_on", "-id"], name="paper_register"),
            GinIndex(fields=["search_text"], name="paper_search", opclasses=["gin_trgm_ops"]),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_numbered_paper_does_not_change",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="draft")
                & (
                    pgtrigger.Q(old__blocks__df=pgtrigger.F("new__blocks"))
                    | pgtrigger.Q(old__frame__df=pgtrigger.F("new__frame"))
                    | pgtrigger.Q(old__title__df=pgtrigger.F("new__title"))
                    | pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                    | pgtrigger.Q(old__dated_on__df=pgtrigger.F("new__dated_on"))
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def traits(self) -> Traits:
        return TRAITS[Kind(self.kind)]

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    def as_blocks(self) -> list[Block]:
        return from_json(self.blocks)


@tracked()
class SignedCopy(StoredFile):
    """A paper as it came back signed, with what its digital signatures were found to be."""

    paper = models.ForeignKey(
        Paper, on_delete=models.PROTECT, related_name="copies", verbose_name=_("văn bản")
    )
    signed_on = models.DateField(_("ngày ký"))
    signatures = models.JSONField(_("chữ ký số"), default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("bản đã ký")
        verbose_name_plural = _("bản đã ký")

    def __str__(self) -> str:
        return self.name


@tracked()
class TrustedCertificate(models.Model):
    """A certificate that the office trusts: of an authority, or of a signer."""

    pem = models.TextField(_("chứng thư (PEM)"))
    subject = LineField(_("chủ thể"), max_length=300)
    fingerprint = models.CharField(_("dấu vân tay SHA-256"), max_length=64)
    valid_until = models.DateField(_("có giá trị đến"))
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người thêm")
    )
    removed_at = models.DateTimeField(_("thôi tin cậy lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("chứng thư tin cậy")
        verbose_name_plural = _("chứng thư tin cậy")
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(removed_at__isnull=True),
                name="a_certificate_is_trusted_once",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Proof(models.Model):
    """What stands behind the code on a paper or a print: which one, of which day, with which content."""

    code = models.CharField(_("mã xác thực"), max_length=16, unique=True)
    title = LineField(_("văn bản"), max_length=400)
    number_line = LineField(_("số, ký hiệu"), max_length=80, blank=True)
    day = models.DateField(_("ngày"))
    sha256 = models.CharField(_("mã kiểm SHA-256"), max_length=64)
    issued_at = models.DateTimeField(_("cấp lúc"))
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người in")
    )
    paper = models.OneToOneField(
        Paper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proof",
        verbose_name=_("văn bản"),
    )

    class Meta:
        verbose_name = _("mã xác thực")
        verbose_name_plural = _("mã xác thực")

    def __str__(self) -> str:
        return self.code
