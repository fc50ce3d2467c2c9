"""Directions (ý kiến chỉ đạo): what a leader asks for about a body or one of its findings, and what was done
about it."""

import datetime as dt
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.fields import LineField, TextField
from core.files import StoredFile
from core.history import tracked
from core.keys import search_key
from delegations.models import Body
from directions.enums import Outcome, StepKind
from obligations.models import Flag
from records.papers import PaperQuerySet
from records.querysets import OfBody


class DirectionQuerySet(OfBody["Direction"]):
    date_field = "given_on"

    def as_of(self, day: dt.date) -> Self:
        """Put on each direction what holds on the day: `due_then` (a leader may have moved the due day) and
        `is_waiting`, whether the last word between staff and leader was the staff's proposal to close."""
        steps = DirectionStep.objects.filter(direction=OuterRef("pk"), on__lte=day)
        moved = steps.filter(due_on__isnull=False).order_by("-number").values("due_on")[:1]
        answers = DirectionStep.objects.filter(
            direction=OuterRef("direction"), on__lte=day, kind__in=[StepKind.FURTHER, StepKind.REOPENED]
        )
        unanswered = steps.filter(kind=StepKind.PROPOSAL).exclude(
            Exists(answers.filter(number__gt=OuterRef("number")))
        )
        return self.annotate(due_then=Coalesce(Subquery(moved), F("due_on")), is_waiting=Exists(unanswered))

    def with_last_step(self, day: dt.date) -> Self:
        """Put on each direction the day and words of its last step by the day: `last_on`, `last_text`."""
        last = DirectionStep.objects.filter(direction=OuterRef("pk"), on__lte=day).order_by("-number")
        return self.annotate(
            last_on=Subquery(last.values("on")[:1]), last_text=Subquery(last.values("text")[:1])
        )

    def with_finding(self) -> Self:
        """Put on each direction when its finding was cleared (`cleared_at`, nothing while it is open or was
        never seen)."""
        flags = Flag.objects.filter(body=OuterRef("body"), rule=OuterRef("rule"), subject=OuterRef("subject"))
        return self.annotate(cleared_at=Subquery(flags.values("closed_at")[:1]))

    def open_on(self, day: dt.date) -> Self:
        """Keep directions given by the day and not closed by it."""
        return self.existing_on(day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def waiting_on(self, day: dt.date) -> Self:
        """Keep open directions whose closing staff have proposed and the leader has not answered. Wants
        `as_of`."""
        return self.open_on(day).filter(is_waiting=True)

    def overdue(self, *, today: dt.date) -> Self:
        """Keep open directions past their due day that do not wait for the leader. Wants `as_of`."""
        return self.open_on(today).filter(is_waiting=False, due_then__lt=today)

    def closed_by(self, day: dt.date) -> Self:
        return self.existing_on(day).filter(closed_on__lte=day)

    def of_finding(self, rule: str, subject: str) -> Self:
        """Keep the directions on one finding of a body, by the finding's own key."""
        return self.filter(rule=rule, subject=subject)


@tracked()
class Direction(models.Model):
    """What a leader asks for: open from the day it is given until the day it is closed. A finding is worked
    out from facts, so a direction on one keeps the finding's key (rule, subject) and stays when the finding
    clears.

    Names stand beside accounts: a paper keeps the name under which it was written, and accounts do not travel
    in the workbook.
    """

    code = LineField(_("mã ý kiến"), max_length=60, unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="directions", verbose_name=_("tổ chức đảng")
    )
    rule = models.CharField(_("quy tắc"), max_length=40, blank=True)
    subject = LineField(_("đối tượng"), max_length=80, blank=True)
    text = TextField(_("nội dung chỉ đạo"))
    leader_name = LineField(_("lãnh đạo cho ý kiến"), max_length=160)
    leader_office = LineField(_("chức vụ"), max_length=160, blank=True)
    is_spoken = models.BooleanField(_("ghi thay"), default=False)
    given_on = models.DateField(_("ngày cho ý kiến"))
    due_on = models.DateField(_("hạn thực hiện"))
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi")
    )
    assigned_to = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directions",
        verbose_name=_("giao theo dõi"),
    )
    assignee_name = LineField(_("người theo dõi"), max_length=160, blank=True)
    closed_on = models.DateField(pgettext_lazy("ý kiến chỉ đạo", "ngày kết thúc"), null=True, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome.choices, blank=True)
    closing_words = TextField(_("ý kiến khi kết thúc"), blank=True)
    closed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi kết thúc"),
    )
    closer_name = LineField(_("người xác nhận"), max_length=160, blank=True)
    search_text = search_key("code", "text", "leader_name")

    objects = DirectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến chỉ đạo")
        verbose_name_plural = _("ý kiến chỉ đạo")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("given_on")), name="direction_due_not_before_it_is_given"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("given_on")),
                name="direction_closed_not_before_it_is_given",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="")
                | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="only_a_closed_direction_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(rule="", subject="") | (~Q(rule="") & ~Q(subject="")),
                name="a_direction_names_a_whole_finding_or_none",
            ),
        ]
        indexes = [
            # the list, the overview's figures and the calendar: what is open
            models.Index(
                fields=["due_on"], name="open_direction_by_due_day", condition=Q(closed_on__isnull=True)
            ),
            # the panel of a body and of a finding
            models.Index(fields=["body", "rule", "subject"], name="direction_of_finding"),
            GinIndex(fields=["search_text"], name="direction_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class DirectionStep(models.Model):
    """Something said about a direction after it was given: staff or the body report, staff propose to close,
    a leader adds to it."""

    direction = models.ForeignKey(
        Direction, on_delete=models.PROTECT, related_name="steps", verbose_name=_("ý kiến chỉ đạo")
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    on = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=10, choices=StepKind.choices, default=StepKind.REPORT)
    text = TextField(_("nội dung"))
    outcome = models.CharField(_("kết quả đề nghị"), max_length=10, choices=Outcome.choices, blank=True)
    due_on = models.DateField(_("hạn mới"), null=True, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi")
    )
    by_name = LineField(_("người nêu"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("thực hiện chỉ đạo")
        verbose_name_plural = _("thực hiện chỉ đạo")
        constraints = [
            models.UniqueConstraint(fields=["direction", "number"], name="one_step_per_direction_and_number"),
            models.CheckConstraint(
                condition=(Q(kind=StepKind.PROPOSAL) & ~Q(outcome=""))
                | (~Q(kind=StepKind.PROPOSAL) & Q(outcome="")),
                name="only_a_proposal_names_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(kind__in=[StepKind.FURTHER, StepKind.REOPENED]),
                name="only_a_leaders_word_moves_the_due_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction_id} · {self.number}"


@tracked()
class DirectionFile(StoredFile):
    """A file that came with a report on a direction."""

    owner_paths = ("step__direction",)
    step = models.ForeignKey(
        DirectionStep, on_delete=models.PROTECT, related_name="files", verbose_name=_("thực hiện chỉ đạo")
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp của ý kiến chỉ đạo")
        verbose_name_plural = _("tệp của ý kiến chỉ đạo")

    def __str__(self) -> str:
        return self.name
