"""Directions (ý kiến chỉ đạo): what a leader asks for about a body or one of its findings, and what was done
about it."""

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import User
from core.fields import LineField, TextField
from core.files import StoredFile
from core.history import tracked
from core.keys import search_key
from core.known import end_of
from delegations.models import Body, has_ended
from directions.enums import Decision, NoticeKind, Outcome, StepKind, Urgency
from obligations.enums import Rule
from obligations.models import FindingSpan, Waiver
from outbox.models import Message
from papers.models import Paper
from records.papers import PaperQuerySet
from records.querysets import OfBody


class DirectionQuerySet(OfBody["Direction"]):
    date_field = "given_on"

    def as_of(self, day: dt.date) -> Self:
        """Put on each direction what holds on the day: `due_then` (a leader may have moved the due day),
        `counted_from`, the last day that is not late (until which it was deferred, if it was), and
        `is_waiting`, whether the last word between staff and leader was the staff's proposal to close, and
        `of_ended`, whether its body has ended: then nobody is late with it."""
        steps = DirectionStep.objects.filter(direction=OuterRef("pk"), on__lte=day)
        moved = steps.filter(due_on__isnull=False).order_by("-number").values("due_on")[:1]
        answers = DirectionStep.objects.filter(
            direction=OuterRef("direction"), on__lte=day, kind__in=[StepKind.FURTHER, StepKind.REOPENED]
        )
        unanswered = steps.filter(kind=StepKind.PROPOSAL).exclude(
            Exists(answers.filter(number__gt=OuterRef("number")))
        )
        deferred = Waiver.objects.filter(
            body=OuterRef("body"), rule=Rule.DIRECTION_OVERDUE, subject=OuterRef("code"), granted_on__lte=day
        ).order_by("-until")
        return self.annotate(
            due_then=Coalesce(Subquery(moved), F("due_on")),
            # the later of two, one of which may be missing, is the other
            counted_from=Greatest(F("due_then"), Subquery(deferred.values("until")[:1])),
            is_waiting=Exists(unanswered),
            of_ended=has_ended(day, "body__"),
        )

    def with_follow_up(self, day: dt.date) -> Self:
        """Put on each direction, by the day: `received_then`, when it was acknowledged (a report of the body
        and a proposal to close are that too, a report of the office is not), `extensions`, how often its due
        day was put off, and `asks_extension`, whether a request for more time waits for the leader."""
        steps = DirectionStep.objects.filter(direction=OuterRef("pk"), on__lte=day)
        of_body = Q(kind=StepKind.REPORT) & (Q(by__isnull=True) | Q(by__role=Role.SECRETARY))
        acted = steps.filter(of_body | Q(kind=StepKind.PROPOSAL))
        received = Direction.objects.filter(pk=OuterRef("pk"), received_on__lte=day).values("received_on")
        return self.with_requests(day).annotate(
            # the least of two, one of which may be missing, is the other
            received_then=Least(Subquery(received), Subquery(acted.order_by("on").values("on")[:1])),
            extensions=Coalesce(Subquery(_put_off(steps)), 0),
        )

    def with_requests(self, day: dt.date) -> Self:
        """Put on each direction, by the day, `asks_extension`: whether a request for more time waits for the
        leader."""
        waiting = Extension.objects.filter(direction=OuterRef("pk"), asked_on__lte=day).filter(
            Q(decided_on__isnull=True) | Q(decided_on__gt=day)
        )
        return self.annotate(asks_extension=Exists(waiting))

    def with_last_step(self, day: dt.date) -> Self:
        """Put on each direction the day and words of its last step by the day: `last_on`, `last_text`."""
        last = DirectionStep.objects.filter(direction=OuterRef("pk"), on__lte=day).order_by("-number")
        return self.annotate(
            last_on=Subquery(last.values("on")[:1]), last_text=Subquery(last.values("text")[:1])
        )

    def with_finding(self, day: dt.date) -> Self:
        """Put on each direction when its finding, as it was seen last by the day, ends (`cleared_at`, nothing
        where that is not known or it was never seen)."""
        spans = FindingSpan.objects.filter(
            body=OuterRef("body"),
            rule=OuterRef("rule"),
            subject=OuterRef("subject"),
            shown__startswith__lt=end_of(day),
        )
        latest = spans.order_by("-shown__startswith").values("shown__endswith")
        return self.annotate(cleared_at=Subquery(latest[:1]))

    def open_on(self, day: dt.date) -> Self:
        """Keep directions given by the day and not closed by it."""
        return self.existing_on(day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def waiting_on(self, day: dt.date) -> Self:
        """Keep open directions whose closing staff have proposed and the leader has not answered. Wants
        `as_of`."""
        return self.open_on(day).filter(is_waiting=True)

    def overdue(self, *, today: dt.date) -> Self:
        """Keep open directions past their due day that do not wait for the leader and are not deferred, on
        bodies that stand. Wants `as_of`."""
        return self.open_on(today).filter(is_waiting=False, of_ended=False, counted_from__lt=today)

    def deferred(self, *, today: dt.date) -> Self:
        """Keep open directions past their due day that are deferred. Wants `as_of`."""
        late = Q(due_then__lt=today, counted_from__gte=today)
        return self.open_on(today).filter(late, is_waiting=False, of_ended=False)

    def left_behind(self, *, today: dt.date) -> Self:
        """Keep open directions on bodies that have ended, which do not wait for the leader. Wants `as_of`."""
        return self.open_on(today).filter(is_waiting=False, of_ended=True)

    def closed_by(self, day: dt.date) -> Self:
        return self.existing_on(day).filter(closed_on__lte=day)

    def of_finding(self, rule: str, subject: str) -> Self:
        """Keep the directions on one finding of a body, by the finding's own key."""
        return self.filter(rule=rule, subject=subject)


def _put_off(steps: models.QuerySet["DirectionStep"]) -> models.QuerySet["DirectionStep", Any]:
    """Return how many of the steps of the direction at hand set a later due day than the one before."""
    before = (
        DirectionStep.objects.filter(
            direction=OuterRef("direction"), number__lt=OuterRef("number"), due_on__isnull=False
        )
        .order_by("-number")
        .values("due_on")[:1]
    )
    later = steps.filter(due_on__gt=Coalesce(Subquery(before), F("direction__due_on")))
    return later.order_by().values("direction").annotate(number_of=Count("pk")).values("number_of")


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
    urgency = models.CharField(
        _("độ khẩn"), max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY, blank=True
    )
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người ghi")
    )
    sent_on = models.DateField(
        _("ngày chuyển đến tổ chức"),
        null=True,
        blank=True,
        help_text=_("Ngày ghi vào hệ thống; thời hạn xác nhận tiếp nhận tính từ ngày này."),
    )
    received_on = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)
    receiver_name = LineField(_("người tiếp nhận"), max_length=160, blank=True)
    received_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi tiếp nhận"),
        help_text=_("Để trống: xác nhận qua liên kết trong thư, hoặc nhập từ tệp."),
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
                condition=Q(due_on__gte=F("given_on")),
                name="direction_due_not_before_it_is_given",
                violation_error_message=_("Hạn thực hiện không thể trước ngày cho ý kiến."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("given_on")),
                name="direction_closed_not_before_it_is_given",
                violation_error_message=_("Ngày kết thúc không thể trước ngày cho ý kiến."),
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("given_on")),
                name="direction_received_not_before_it_is_given",
                violation_error_message=_("Ngày tiếp nhận không thể trước ngày cho ý kiến."),
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, receiver_name="")
                | (Q(received_on__isnull=False) & ~Q(receiver_name="")),
                name="a_received_direction_names_who_received_it",
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
    evidence = LineField(
        _("minh chứng"),
        max_length=300,
        blank=True,
        help_text=_("Số, ký hiệu, ngày của văn bản thể hiện kết quả."),
    )
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


@tracked()
class Extension(models.Model):
    """A request for more time, with its reason, and the leader's answer. A granted one becomes a further word
    of the leader that sets the new due day: what is due when is read from the steps alone."""

    direction = models.ForeignKey(
        Direction, on_delete=models.PROTECT, related_name="requests", verbose_name=_("ý kiến chỉ đạo")
    )
    number = models.PositiveSmallIntegerField(_("lần"))
    asked_on = models.DateField(_("ngày xin gia hạn"))
    until = models.DateField(_("xin gia hạn đến ngày"))
    reason = TextField(_("lý do"))
    asker_name = LineField(_("người xin gia hạn"), max_length=160)
    asked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
        help_text=_("Để trống: gửi qua liên kết trong thư, hoặc nhập từ tệp."),
    )
    decision = models.CharField(_("trả lời"), max_length=8, choices=Decision.choices, blank=True)
    decided_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    decision_words = TextField(_("ý kiến trả lời"), blank=True)
    decider_name = LineField(_("lãnh đạo trả lời"), max_length=160, blank=True)
    decided_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi trả lời"),
    )

    class Meta:
        verbose_name = _("xin gia hạn ý kiến chỉ đạo")
        verbose_name_plural = _("xin gia hạn ý kiến chỉ đạo")
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "number"], name="one_request_per_direction_and_number"
            ),
            models.UniqueConstraint(
                fields=["direction"],
                name="one_request_for_more_time_waits",
                condition=Q(decided_on__isnull=True),
                violation_error_message=_("Đã có đề nghị gia hạn đang chờ lãnh đạo trả lời."),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("asked_on")),
                name="more_time_ends_not_before_it_is_asked",
                violation_error_message=_("Hạn xin lùi đến không thể trước ngày đề nghị."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decision="")
                | (Q(decided_on__gte=F("asked_on")) & ~Q(decision="") & ~Q(decider_name="")),
                name="only_a_decided_request_has_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction_id} · {self.number}"


class Notice(models.Model):
    """A mail about a direction to one address: which one it is about, and why it was written."""

    direction = models.ForeignKey(
        Direction, on_delete=models.PROTECT, related_name="notices", verbose_name=_("ý kiến chỉ đạo")
    )
    kind = models.CharField(_("loại"), max_length=12, choices=NoticeKind.choices)
    round = models.PositiveSmallIntegerField(_("lần"), default=1)
    address = models.EmailField(_("địa chỉ"))
    to_office = models.BooleanField(_("gửi chuyên viên theo dõi"), default=False)
    office = LineField(_("chức vụ của người nhận"), max_length=200, blank=True)
    mail = models.OneToOneField(
        Message, on_delete=models.PROTECT, related_name="direction_notice", verbose_name=_("thư")
    )

    class Meta:
        verbose_name = _("thư về ý kiến chỉ đạo")
        verbose_name_plural = _("thư về ý kiến chỉ đạo")
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "kind", "round", "address"], name="one_notice_per_direction_and_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.direction_id} {self.kind}"


@tracked()
class DirectionPaper(models.Model):
    """The notice (thông báo ý kiến chỉ đạo) by which the office passes a direction on."""

    direction = models.ForeignKey(
        Direction, on_delete=models.PROTECT, related_name="papers", verbose_name=_("ý kiến chỉ đạo")
    )
    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, related_name="direction_notice", verbose_name=_("văn bản")
    )

    class Meta:
        verbose_name = _("thông báo ý kiến chỉ đạo")
        verbose_name_plural = _("thông báo ý kiến chỉ đạo")

    def __str__(self) -> str:
        return str(self.paper)
