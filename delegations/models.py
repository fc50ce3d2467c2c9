"""The bodies, their seats, people, memberships, regulations and what happens to them."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LineField, TextField
from core.files import StoredFile
from core.history import tracked
from core.keys import Initials, PersonSortKey, SortKey, order_key, search_key
from delegations.enums import (
    Applies,
    BodyLevel,
    BodyRelation,
    BodyState,
    CoordinationKind,
    Duty,
    EventKind,
    LawDraftState,
    ProposalState,
    SeatRole,
)
from papers.models import Paper
from records.papers import PaperQuerySet, of_one_record
from records.querysets import InScope, Searched


class InclusiveDays(models.Func):
    """The span of days from the first to the last, both included; an empty last day is open."""

    function = "DATERANGE"
    template = "%(function)s(%(expressions)s, '[]')"


def all_coordination_kinds() -> list[str]:
    """Return the kinds of coordination regulation that apply to a body unless the office says else."""
    return list(CoordinationKind.values)


def covers(day: dt.date, *, first: str = "starts_on", last: str = "ends_on") -> Q:
    """Return the condition that a span, both days included and an empty end open, covers the day."""
    return Q(**{f"{first}__lte": day}) & (Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": day}))


@tracked()
class Province(models.Model):
    """The one row of the office's own settings."""

    id = models.SmallAutoField(primary_key=True)
    name = LineField(_("tên tỉnh"), max_length=120)
    tracking_from = models.DateField(
        _("theo dõi từ ngày"), help_text=_("Kỳ họp, cuộc họp và sự kiện trước ngày này không bị xét.")
    )
    profiles = ArrayField(
        models.CharField(max_length=40), verbose_name=_("bộ quy định được bật"), default=list, blank=True
    )
    shift_due_days = models.BooleanField(
        _("hạn rơi vào ngày nghỉ thì lùi sang ngày làm việc kế tiếp"), default=False
    )
    one_person_office = models.BooleanField(
        _("văn phòng chỉ có một người theo dõi"),
        default=False,
        help_text=_("Người soạn dự thảo quy định được tự cho áp dụng, không cần người thứ hai."),
    )

    class Meta:
        verbose_name = _("cài đặt của tỉnh")
        verbose_name_plural = _("cài đặt của tỉnh")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_province")]

    def __str__(self) -> str:
        return self.name


@tracked()
class BodyKind(models.Model):
    """A kind of standing body (đảng đoàn, ban cán sự đảng, đảng uỷ, others): data, not code.

    A body is an organ if and only if its kind is one of organs.
    """

    name = LineField(_("tên loại"), max_length=80, unique=True)
    level = models.CharField(_("cấp"), max_length=16, choices=BodyLevel.choices, blank=True)
    is_organ = models.BooleanField(
        _("là cơ quan"),
        default=False,
        help_text=_("Tổ chức loại này là cơ quan của một tổ chức khác, như ban thường vụ của đảng uỷ."),
    )
    # What a new body of the kind starts with; each body keeps its own, while no row of the kind says else.
    coordination_kinds = ArrayField(
        models.CharField(max_length=16, choices=CoordinationKind.choices),
        verbose_name=_("loại quy chế phối hợp phải có"),
        default=all_coordination_kinds,
        blank=True,
    )
    note = LineField(_("ghi chú"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=100)

    class Meta:
        verbose_name = _("loại tổ chức")
        verbose_name_plural = _("loại tổ chức")

    def __str__(self) -> str:
        return self.name


_IS_ORGAN = Q(relation=BodyRelation.ORGAN)


def parent_stands(day: dt.date, body: str = "") -> Q:
    """Return the condition on a body, found by the path `body`, that on the day its parent stands, if it is
    an organ."""
    first, last = f"{body}parent__founded_on", f"{body}parent__ended_on"
    return ~Q((f"{body}relation", BodyRelation.ORGAN)) | covers(day, first=first, last=last)


def has_ended(day: dt.date | F, body: str = "") -> Q:
    """Return the condition on a body, found by the path `body`, that it ended before the day; an organ, that
    its parent did."""

    def over(path: str) -> Q:
        return Q((f"{path}ended_on__isnull", False)) & Q((f"{path}ended_on__lt", day))

    return over(body) | (Q((f"{body}relation", BodyRelation.ORGAN)) & over(f"{body}parent__"))


class BodyQuerySet(InScope["Body"]):
    body = "pk"
    initials = ("search_text",)

    def active_on(self, day: dt.date) -> Self:
        """Keep the bodies founded by the day and not ended before it; organs, while their parent stands."""
        return self.filter(covers(day, first="founded_on", last="ended_on"), parent_stands(day))

    def standing_in(self, first: dt.date, last: dt.date) -> Self:
        """Keep the bodies that stand on some day of the span; organs, while their parent does."""

        def own(body: str = "") -> Q:
            open_end = Q((f"{body}ended_on__isnull", True)) | Q((f"{body}ended_on__gte", first))
            return Q((f"{body}founded_on__lte", last)) & open_end

        return self.filter(own(), ~_IS_ORGAN | own("parent__"))

    def without_end(self) -> Self:
        """Keep the bodies of which no end is recorded; organs, of whose parent none is either."""
        return self.filter(ended_on=None).exclude(_IS_ORGAN, parent__ended_on__isnull=False)

    def in_state(self, state: str, day: dt.date) -> Self:
        planned = Q(founded_on__gt=day) | (_IS_ORGAN & Q(parent__founded_on__gt=day))
        if state == BodyState.PLANNED:
            return self.filter(planned)
        return self.filter(~planned, has_ended(day)) if state == BodyState.ENDED else self.active_on(day)

    def in_protocol_order(self) -> Self:
        return self.order_by("position", "code")


@tracked()
class Body(models.Model):
    """A standing Party body that the office follows. A body ends; it is never deleted."""

    code = LineField(_("mã tổ chức"), max_length=40, unique=True)
    name = LineField(_("tên tổ chức"), max_length=200)
    kind = models.ForeignKey(
        BodyKind, on_delete=models.PROTECT, related_name="bodies", verbose_name=_("loại tổ chức")
    )
    host = LineField(_("cơ quan chủ quản"), max_length=200)
    symbol = LineField(_("ký hiệu"), max_length=40, blank=True)
    founded_on = models.DateField(_("ngày thành lập"))
    founding_decision = LineField(_("số quyết định thành lập"), max_length=60, blank=True)
    ended_on = models.DateField(
        _("ngày kết thúc"), null=True, blank=True, help_text=_("Ngày hoạt động cuối cùng.")
    )
    ending_decision = LineField(_("số quyết định kết thúc"), max_length=60, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = LineField(_("điện thoại"), max_length=40, blank=True)
    position = models.PositiveIntegerField(
        _("thứ tự lễ tân"), default=1000, help_text=_("HĐND, UBND, TAND, VKSND, MTTQ…")
    )
    coordination_kinds = ArrayField(
        models.CharField(max_length=16, choices=CoordinationKind.choices),
        verbose_name=_("loại quy chế phối hợp phải có"),
        default=all_coordination_kinds,
        blank=True,
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc"),
    )
    relation = models.CharField(_("quan hệ"), max_length=16, choices=BodyRelation.choices, blank=True)
    successors = models.ManyToManyField(
        "self",
        through="Succession",
        symmetrical=False,
        related_name="predecessors",
        verbose_name=_("kế thừa bởi"),
    )
    search_text = search_key("code", "name", "host", "symbol", Initials("name"))
    sort_key = order_key(SortKey("name"))

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ chức đảng")
        verbose_name_plural = _("tổ chức đảng")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
                name="body_ends_after_it_is_founded",
                violation_error_message=_("Ngày kết thúc phải từ ngày thành lập trở đi."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, relation="") | (Q(parent__isnull=False) & ~Q(relation="")),
                name="a_body_has_a_parent_and_a_relation_or_neither",
                violation_error_message=_("“Thuộc” và “Quan hệ” phải có cả hai, hoặc để trống cả hai."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="a_body_is_not_under_itself",
                violation_error_message=_("Một tổ chức không thể thuộc chính nó."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search_text"], name="body_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["position", "code"], name="body_in_protocol_order"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def _stands_with(self) -> list["Body"]:
        return [self, self.parent] if self.relation == BodyRelation.ORGAN and self.parent else [self]

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the body works, if an end is recorded: of an organ its parent's, where that
        comes first. Reads the parent of an organ."""
        return min((body.ended_on for body in self._stands_with if body.ended_on), default=None)

    def state_on(self, day: dt.date) -> BodyState:
        """Return whether the body stands on the day; an organ stands while its parent does. Reads the parent
        of an organ."""
        if any(day < body.founded_on for body in self._stands_with):
            return BodyState.PLANNED
        ended = self.last_day is not None and self.last_day < day
        return BodyState.ENDED if ended else BodyState.ACTIVE


@tracked()
class Succession(models.Model):
    """One body carries on the duties of another."""

    predecessor = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="successions", verbose_name=_("tổ chức kết thúc")
    )
    successor = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="inheritances", verbose_name=_("tổ chức kế thừa")
    )

    class Meta:
        verbose_name = _("kế thừa")
        verbose_name_plural = _("kế thừa")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="one_succession_per_pair",
                violation_error_message=_("Tổ chức này đã được ghi là kế thừa."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="a_body_does_not_succeed_itself",
                violation_error_message=_("Một tổ chức không thể kế thừa chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


def _one_successor_for(duty: Duty) -> ExclusionConstraint:
    """Return the constraint that a body hands on this duty once: one duty, one holder."""
    return ExclusionConstraint(
        name=f"one_successor_in_{duty.value}",
        violation_error_message=_("Nghĩa vụ này của tổ chức cũ đã được giao cho một tổ chức khác."),
        expressions=[("predecessor", RangeOperators.EQUAL)],
        condition=Q(duties__contains=[duty.value]),
        # An import that gives a duty to another successor defers the check to its end.
        deferrable=models.Deferrable.IMMEDIATE,
    )


class DutySuccessionQuerySet(models.QuerySet["DutySuccession"]):
    def outside(self, body: Body, founded_on: dt.date, ended_on: dt.date | None) -> list[tuple[str, dt.date]]:
        """Return the old body's code and the first day of what the body takes outside of its days."""
        late = Q(starts_on__gt=ended_on) if ended_on else Q(pk__in=[])
        found = self.filter(Q(starts_on__lt=founded_on) | late, successor=body)
        return list(found.order_by("starts_on", "pk").values_list("predecessor__code", "starts_on"))


@tracked()
class DutySuccession(models.Model):
    """From `starts_on` on the successor holds these duties of the predecessor (rules.md, section 4)."""

    predecessor = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="duty_successions", verbose_name=_("tổ chức cũ")
    )
    successor = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="duty_inheritances", verbose_name=_("tổ chức mới")
    )
    starts_on = models.DateField(_("từ ngày"))
    duties = ArrayField(models.CharField(max_length=16, choices=Duty.choices), verbose_name=_("nghĩa vụ"))

    objects = DutySuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế thừa nghĩa vụ")
        verbose_name_plural = _("kế thừa nghĩa vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "starts_on"],
                name="one_duty_succession_per_pair_and_day",
                violation_error_message=_("Việc kế thừa này từ đúng ngày này đã được ghi nhận."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="a_body_does_not_hand_on_duties_to_itself",
                violation_error_message=_("Một tổ chức không thể kế thừa chính nó."),
            ),
            models.CheckConstraint(
                condition=~Q(duties=[]),
                name="a_duty_succession_names_a_duty",
                violation_error_message=_("Phải chọn ít nhất một nghĩa vụ."),
            ),
            *map(_one_successor_for, Duty),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} ({self.starts_on})"

    @property
    def duty_labels(self) -> list[str]:
        return [str(Duty(duty).label) for duty in self.duties]


class LawLine(models.Model):
    """What a row of law says: from a day on a rule applies or not, or a parameter has a value, for the bodies
    of a kind or of every kind (no kind)."""

    kind = models.ForeignKey(
        BodyKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("loại tổ chức"),
        help_text=_("Để trống: mọi loại."),
    )
    rule = models.CharField(_("quy tắc"), max_length=40, blank=True)
    parameter = models.CharField(_("tham số"), max_length=60, blank=True)
    value = LineField(
        _("giá trị"), max_length=400, help_text=_("Với quy tắc: Có hoặc Không; với tham số: giá trị của nó.")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    reference = LineField(_("căn cứ"), max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.rule or self.parameter} = {self.value} ({self.starts_on})"


def _rules_of_lines(record: str) -> list[models.BaseConstraint]:
    """Return what holds of each line of law, in the tables of drafts and of what is in force; `record` stands
    in the constraints' names."""
    return [
        models.CheckConstraint(
            condition=Q(rule="") ^ Q(parameter=""),
            name=f"a_{record}_is_on_a_rule_or_a_parameter",
            violation_error_message=_("Ghi quy tắc hoặc tham số, đúng một trong hai."),
        ),
        models.CheckConstraint(
            condition=Q(rule="") | Q(value__in=Applies.values),
            name=f"a_{record}_says_whether_a_rule_applies",
            violation_error_message=_("Giá trị của một quy tắc là Có hoặc Không."),
        ),
        models.CheckConstraint(
            condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            name=f"a_{record}_ends_after_it_starts",
            violation_error_message=_("Ngày cuối phải từ ngày đầu trở đi."),
        ),
    ]


class LawRowQuerySet(models.QuerySet["LawRow"]):
    def covering(self, day: dt.date) -> Self:
        """Keep the rows whose days cover the anchor day."""
        return self.filter(covers(day))


@tracked()
class LawRow(LawLine):
    """A row of law that the office set (Áp dụng). `rulebook.law` resolves the rows of a day. One in force is
    never edited: another row from a later day takes its place."""

    objects = LawRowQuerySet.as_manager()

    class Meta(LawLine.Meta):
        abstract = False
        verbose_name = _("áp dụng quy định")
        verbose_name_plural = _("áp dụng quy định")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "rule", "parameter", "starts_on"],
                nulls_distinct=False,
                name="one_law_row_per_kind_subject_and_day",
                violation_error_message=_(
                    "Loại tổ chức này đã có một dòng về quy tắc hoặc tham số này từ đúng ngày này."
                ),
            ),
            *_rules_of_lines("law_row"),
        ]


class KindTerms(models.Model):
    """What a row on a kind of body says: on its days the bodies of the kind need these kinds of coordination
    regulation, whatever each of them was recorded to need."""

    kind = models.ForeignKey(
        BodyKind, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("loại tổ chức")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    reference = LineField(_("căn cứ"), max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind_id} ({self.starts_on})"


class KindRowQuerySet(models.QuerySet["KindRow"]):
    def covering(self, day: dt.date) -> Self:
        """Keep the rows whose days cover the day."""
        return self.filter(covers(day))


@tracked()
class KindRow(KindTerms):
    """A row on a kind of body that is in force. It is never edited: another row from a later day takes its
    place. Of the rows that cover a day the one that began last decides."""

    coordination_kinds = ArrayField(
        models.CharField(max_length=16, choices=CoordinationKind.choices),
        verbose_name=_("loại quy chế phối hợp phải có"),
        blank=True,
    )

    objects = KindRowQuerySet.as_manager()

    class Meta(KindTerms.Meta):
        abstract = False
        verbose_name = _("thay đổi về loại tổ chức")
        verbose_name_plural = _("thay đổi về loại tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "starts_on"],
                name="one_row_per_kind_and_day",
                violation_error_message=_("Loại tổ chức này đã có một thay đổi từ đúng ngày này."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_kind_row_ends_after_it_starts",
                violation_error_message=_("Ngày cuối phải từ ngày đầu trở đi."),
            ),
        ]


@tracked()
class LawDraft(models.Model):
    """What somebody proposes to change in the law: rows of law, changes of kinds of body and, in the app of
    reports, of regimes. Put in force or discarded as a whole."""

    title = LineField(_("tên dự thảo"), max_length=160)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=LawDraftState.choices, default=LawDraftState.DRAFT
    )
    # Who wrote it last: somebody else puts it in force.
    drafted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người soạn")
    )
    drafted_at = models.DateTimeField(_("soạn lúc"))
    settled_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người cho áp dụng hoặc bỏ"),
    )
    settled_at = models.DateTimeField(_("áp dụng hoặc bỏ lúc"), null=True, blank=True)
    discard_reason = LineField(_("lý do bỏ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dự thảo quy định")
        verbose_name_plural = _("dự thảo quy định")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LawDraftState.DRAFT, settled_by__isnull=True, settled_at__isnull=True)
                | (~Q(state=LawDraftState.DRAFT) & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="a_law_draft_is_open_or_somebody_settled_it",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == LawDraftState.DRAFT


@tracked()
class DraftedRow(LawLine):
    """A row of law in a draft; once in force, with the row that it became."""

    draft = models.ForeignKey(
        LawDraft, on_delete=models.CASCADE, related_name="rows", verbose_name=_("dự thảo")
    )
    # Known from a secondary text only: marked until somebody has read the original.
    to_check = models.BooleanField(_("đối chiếu bản gốc"), default=False)
    checked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người đối chiếu"),
    )
    checked_at = models.DateTimeField(_("đối chiếu lúc"), null=True, blank=True)
    law_row = models.OneToOneField(
        LawRow,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="drafted",
        verbose_name=_("dòng đang áp dụng"),
    )

    class Meta(LawLine.Meta):
        abstract = False
        verbose_name = _("dòng dự thảo quy định")
        verbose_name_plural = _("dòng dự thảo quy định")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "kind", "rule", "parameter", "starts_on"],
                nulls_distinct=False,
                name="one_drafted_row_per_kind_subject_and_day",
                violation_error_message=_(
                    "Dự thảo đã có một dòng về quy tắc hoặc tham số này, cho loại này, từ đúng ngày này."
                ),
            ),
            *_rules_of_lines("drafted_row"),
        ]


@tracked()
class DraftedKind(KindTerms):
    """A change of a kind of body in a draft; once in force, with the row that it became.

    No rule reads the level: it has no days, and is the kind's from the moment the draft is in force.
    """

    draft = models.ForeignKey(
        LawDraft, on_delete=models.CASCADE, related_name="kinds", verbose_name=_("dự thảo")
    )
    level = models.CharField(_("cấp"), max_length=16, choices=BodyLevel.choices, blank=True)
    # Empty where the change leaves alone what the kind's bodies need.
    coordination_kinds = ArrayField(
        models.CharField(max_length=16, choices=CoordinationKind.choices),
        verbose_name=_("loại quy chế phối hợp phải có"),
        null=True,
        blank=True,
    )
    kind_row = models.OneToOneField(
        KindRow,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="drafted",
        verbose_name=_("dòng đang áp dụng"),
    )

    class Meta(KindTerms.Meta):
        abstract = False
        verbose_name = _("dự thảo thay đổi loại tổ chức")
        verbose_name_plural = _("dự thảo thay đổi loại tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "kind", "starts_on"],
                name="one_drafted_row_per_kind_and_day",
                violation_error_message=_("Dự thảo đã có một thay đổi của loại này từ đúng ngày này."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_drafted_kind_ends_after_it_starts",
                violation_error_message=_("Ngày cuối phải từ ngày đầu trở đi."),
            ),
        ]


class LawSimulation(models.Model):
    """What a draft would change in the findings, worked out before it binds: asked for, then filled in by a
    job. `mark` names the law and the rows that it was worked out from: others make it out of date."""

    draft = models.OneToOneField(
        LawDraft,
        on_delete=models.CASCADE,
        related_name="simulation",
        primary_key=True,
        verbose_name=_("dự thảo"),
    )
    mark = models.CharField(max_length=64)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    bodies_total = models.PositiveIntegerField(_("số tổ chức"), default=0)
    bodies_done = models.PositiveIntegerField(_("số tổ chức đã xét"), default=0)
    error = models.TextField(_("lỗi"), blank=True)
    outcome = models.JSONField(_("kết quả"), default=dict)

    class Meta:
        verbose_name = _("mô phỏng quy định")
        verbose_name_plural = _("mô phỏng quy định")

    def __str__(self) -> str:
        return str(self.draft_id)


@tracked()
class CadenceDecision(models.Model):
    """A body's own decision to meet every so many months, from a day on."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="cadence_decisions", verbose_name=_("tổ chức đảng")
    )
    months = models.PositiveSmallIntegerField(
        _("số tháng"), choices=[(n, str(n)) for n in (1, 2, 3, 4, 6, 12)]
    )
    starts_on = models.DateField(_("từ ngày"))
    basis = LineField(_("căn cứ"), max_length=200)

    class Meta:
        verbose_name = _("chu kỳ họp")
        verbose_name_plural = _("chu kỳ họp")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "starts_on"],
                name="one_cadence_decision_per_body_and_day",
                violation_error_message=_(
                    "Tổ chức đã có một quyết định về chu kỳ họp từ đúng ngày này. Hãy sửa quyết định đó."
                ),
            ),
            models.CheckConstraint(
                condition=Q(months__in=(1, 2, 3, 4, 6, 12)),
                name="cadence_divides_the_year",
                violation_error_message=_("Chu kỳ họp chỉ nhận 1, 2, 3, 4, 6 hoặc 12 tháng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} ({self.starts_on})"


@tracked()
class Office(models.Model):
    """An office (chức vụ) that carries a seat with it, such as Chủ tịch HĐND tỉnh."""

    name = LineField(_("chức vụ"), max_length=160, unique=True)
    search_text = search_key("name")

    class Meta:
        verbose_name = _("chức vụ")
        verbose_name_plural = _("chức vụ")

    def __str__(self) -> str:
        return self.name


def rank_of(column: str) -> models.Case:
    """Return the order of a seat's role: secretary, deputy, member."""
    return models.Case(
        *[models.When(**{column: role}, then=place) for place, role in enumerate(SeatRole.values)], default=9
    )


class SeatQuerySet(InScope["Seat"]):
    def in_force_on(self, day: dt.date) -> Self:
        """Keep the seats that make up the required strength on the day: of an organ only while its parent
        stands."""
        return self.filter(covers(day), parent_stands(day, "body__"))

    def outside(
        self, body: Body, founded_on: dt.date, _ended_on: dt.date | None
    ) -> list[tuple[str, dt.date]]:
        """Return code and first day of the body's seats that begin before it; its end closes those that go
        on."""
        return list(
            self.filter(body=body, starts_on__lt=founded_on)
            .order_by("starts_on", "code")
            .values_list("code", "starts_on")
        )

    def in_rank_order(self) -> Self:
        """Order as a list of members is read: secretary, deputies, members, each by seat code."""
        return self.order_by(rank_of("role"), "code")


@tracked()
class Seat(models.Model):
    """One place in a body's required strength, bound to an office or not."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="seats", verbose_name=_("tổ chức đảng")
    )
    code = LineField(_("mã vị trí"), max_length=60, unique=True)
    role = models.CharField(_("chức danh"), max_length=16, choices=SeatRole.choices)
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("theo chức vụ"),
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("vị trí")
        verbose_name_plural = _("vị trí")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_starts",
                violation_error_message=_("Ngày cuối của vị trí phải từ ngày đầu trở đi."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class PersonQuerySet(InScope["Person"]):
    def touching(self, bodies: Any) -> Self:
        """Keep those who ever sat in one of the bodies."""
        return self.filter(pk__in=Membership.objects.touching(bodies).values("person"))

    def in_name_order(self) -> Self:
        """Order by tên, then đệm, then họ."""
        return self.order_by("sort_key", "code")


@tracked()
class Person(models.Model):
    """A cadre: the least that the duties need. No birth date, no identity number, no address."""

    code = LineField(_("mã cán bộ"), max_length=40, unique=True)
    full_name = LineField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = LineField(_("điện thoại"), max_length=40, blank=True)
    search_text = search_key("full_name", "code")
    sort_key = order_key(PersonSortKey("full_name"))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("cán bộ")
        verbose_name_plural = _("cán bộ")
        indexes = [
            GinIndex(fields=["search_text"], name="person_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["sort_key"], name="person_in_name_order"),
        ]

    def __str__(self) -> str:
        return self.full_name


class MembershipQuerySet(InScope["Membership"]):
    body = "seat__body"

    def active_on(self, day: dt.date) -> Self:
        """Keep the memberships that make their person a member on the day: they cover it, and so does their
        seat, which is in force."""
        in_force = covers(day, first="seat__starts_on", last="seat__ends_on")
        return self.filter(covers(day), in_force, parent_stands(day, "seat__body__"))

    def overlapping(self, starts_on: dt.date, ends_on: dt.date | None) -> Self:
        """Keep the memberships that share a day with the span, both ends included."""
        condition = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
        return self.filter(condition, **({"starts_on__lte": ends_on} if ends_on else {}))

    def in_rank_order(self) -> Self:
        return self.order_by(rank_of("seat__role"), "seat__code", "starts_on")


@tracked()
class Membership(models.Model):
    """A person holds a seat from the first to the last day, both included."""

    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("vị trí")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("cán bộ")
    )
    title = LineField(_("chức vụ"), max_length=160, blank=True)
    portfolio = LineField(_("lĩnh vực phụ trách"), max_length=200, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    decision_number = LineField(_("số quyết định chỉ định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    relief_decision = LineField(_("số quyết định thôi"), max_length=60, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên")
        verbose_name_plural = _("thành viên")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "seat", "starts_on"],
                name="one_membership_per_person_seat_and_first_day",
                violation_error_message=_("Đồng chí này đã được ghi ở vị trí này từ đúng ngày này."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("Ngày thôi giữ phải từ ngày bắt đầu trở đi."),
            ),
            ExclusionConstraint(
                name="one_member_per_seat_at_a_time",
                violation_error_message=_(
                    "Vị trí này đã có người giữ trong thời gian đó. Mỗi vị trí chỉ có một người trong một"
                    " thời điểm."
                ),
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    (InclusiveDays("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                # An import that moves the border between two memberships defers the check to its end.
                deferrable=models.Deferrable.IMMEDIATE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.seat_id}"


class GoverningDocumentQuerySet(Searched["GoverningDocument"]):
    def in_effect_on(self, day: dt.date) -> Self:
        """Keep the documents that took effect by the day. A document has no end."""
        return self.filter(issued_on__lte=day, effective_on__lte=day)


@tracked()
class GoverningDocument(models.Model):
    """A document of a superior level (văn bản) on which a regulation can rest. It has no end;
    one that replaces another does so from its effect day on."""

    number = LineField(_("số ký hiệu"), max_length=60, unique=True)
    issued_on = models.DateField(_("ngày ban hành"))
    title = LineField(_("trích yếu"), max_length=400, blank=True)
    effective_on = models.DateField(_("hiệu lực từ"))
    replaces = models.ManyToManyField(
        "self",
        through="Replacement",
        symmetrical=False,
        related_name="replaced_by",
        verbose_name=_("thay thế"),
    )
    search_text = search_key("number", "title")

    objects = GoverningDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        indexes = [GinIndex(fields=["search_text"], name="document_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.number


@tracked()
class Replacement(models.Model):
    """A governing document replaces another, from its effect day on."""

    replacing = models.ForeignKey(
        GoverningDocument,
        on_delete=models.CASCADE,
        related_name="replacements",
        verbose_name=_("văn bản mới"),
    )
    replaced = models.ForeignKey(
        GoverningDocument,
        on_delete=models.PROTECT,
        related_name="superseded_through",
        verbose_name=_("văn bản bị thay thế"),
    )

    class Meta:
        verbose_name = _("thay thế văn bản")
        verbose_name_plural = _("thay thế văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["replacing", "replaced"],
                name="one_replacement_per_pair",
                violation_error_message=_("Văn bản này đã được ghi là thay thế."),
            ),
            models.CheckConstraint(
                condition=~Q(replacing=F("replaced")),
                name="a_document_does_not_replace_itself",
                violation_error_message=_("Một văn bản không thể thay thế chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.replacing_id} ⇒ {self.replaced_id}"


class WorkingRegulationQuerySet(InScope["WorkingRegulation"]):
    def in_force_on(self, day: dt.date) -> Self:
        """Keep the regulations issued and in effect by the day and not lapsed before it."""
        return self.filter(covers(day, first="effective_on", last="lapses_on"), issued_on__lte=day)

    def latest_first(self) -> Self:
        """Order so that the first one in force is the one that is judged: took effect last, then issued
        last."""
        return self.order_by("-effective_on", "-issued_on", "number")


@tracked()
class WorkingRegulation(models.Model):
    """A body's working regulation (quy chế làm việc); `lapses_on` is its last day in force."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="working_regulations", verbose_name=_("tổ chức đảng")
    )
    number = LineField(_("số ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"))
    effective_on = models.DateField(_("hiệu lực từ"))
    lapses_on = models.DateField(
        _("hết hiệu lực"), null=True, blank=True, help_text=_("Ngày cuối cùng còn hiệu lực.")
    )
    legal_bases = models.ManyToManyField(
        GoverningDocument, through="LegalBasis", related_name="working_regulations", verbose_name=_("căn cứ")
    )
    sections = ArrayField(
        models.CharField(max_length=40), verbose_name=_("các phần đã có"), default=list, blank=True
    )
    note = TextField(_("ghi chú"), blank=True)

    objects = WorkingRegulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy chế làm việc")
        verbose_name_plural = _("quy chế làm việc")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number"],
                name="one_working_regulation_per_body_and_number",
                violation_error_message=_("Tổ chức đã có quy chế làm việc với số ký hiệu này."),
            ),
            models.CheckConstraint(
                condition=Q(lapses_on__isnull=True) | Q(lapses_on__gte=F("effective_on")),
                name="working_regulation_lapses_after_it_takes_effect",
                violation_error_message=_("Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


@tracked()
class LegalBasis(models.Model):
    """A working regulation rests on a governing document."""

    regulation = models.ForeignKey(
        WorkingRegulation, on_delete=models.CASCADE, related_name="bases", verbose_name=_("quy chế")
    )
    document = models.ForeignKey(
        GoverningDocument, on_delete=models.PROTECT, related_name="bases", verbose_name=_("văn bản")
    )

    class Meta:
        verbose_name = _("căn cứ")
        verbose_name_plural = _("căn cứ")
        constraints = [
            models.UniqueConstraint(
                fields=["regulation", "document"],
                name="one_basis_per_regulation_and_document",
                violation_error_message=_("Văn bản này đã có trong căn cứ."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.regulation_id} ← {self.document_id}"


class SubordinateCommitteeQuerySet(models.QuerySet["SubordinateCommittee"]):
    def active_on(self, day: dt.date) -> Self:
        """Keep the committees that exist on the day; an empty first day means since always."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )

    def in_protocol_order(self) -> Self:
        return self.order_by("position", "name")


@tracked()
class SubordinateCommittee(models.Model):
    """A party committee directly under the provincial committee (cấp uỷ trực thuộc): a partner of
    coordination, a row of the coverage matrix, not a body that is followed."""

    name = LineField(_("tên cấp uỷ"), max_length=200, unique=True)
    position = models.PositiveIntegerField(_("thứ tự"), default=1000)
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = SubordinateCommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cấp uỷ trực thuộc")
        verbose_name_plural = _("cấp uỷ trực thuộc")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="subordinate_committee_ends_after_it_starts",
                violation_error_message=_("Ngày cuối phải từ ngày đầu trở đi."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CoordinationRegulationQuerySet(InScope["CoordinationRegulation"]):
    def in_force_on(self, day: dt.date) -> Self:
        return self.filter(covers(day, first="effective_on", last="lapses_on"))

    def touching(self, bodies: Any) -> Self:
        """Keep the regulations to which one of the bodies is a party."""
        return self.filter(
            Exists(CoordinationParty.objects.filter(regulation=OuterRef("pk"), body__in=bodies))
        )


@tracked()
class CoordinationRegulation(models.Model):
    """A coordination regulation (quy chế phối hợp) between bodies and others."""

    number = LineField(_("số ký hiệu"), max_length=60, unique=True)
    kind = models.CharField(_("loại"), max_length=16, choices=CoordinationKind.choices)
    title = LineField(_("trích yếu"), max_length=400, blank=True)
    effective_on = models.DateField(_("hiệu lực từ"))
    lapses_on = models.DateField(_("hết hiệu lực"), null=True, blank=True)
    search_text = search_key("number", "title")

    objects = CoordinationRegulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy chế phối hợp")
        verbose_name_plural = _("quy chế phối hợp")
        constraints = [
            models.CheckConstraint(
                condition=Q(lapses_on__isnull=True) | Q(lapses_on__gte=F("effective_on")),
                name="coordination_regulation_lapses_after_it_takes_effect",
                violation_error_message=_("Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."),
            )
        ]
        indexes = [GinIndex(fields=["search_text"], name="coordination_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.number


@tracked()
class CoordinationParty(models.Model):
    """A party to a coordination regulation: a body that is followed, or anyone else by name."""

    regulation = models.ForeignKey(
        CoordinationRegulation,
        on_delete=models.CASCADE,
        related_name="parties",
        verbose_name=_("quy chế phối hợp"),
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="coordination_parties",
        verbose_name=_("tổ chức đảng"),
    )
    name = LineField(_("tên bên tham gia"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("bên tham gia phối hợp")
        verbose_name_plural = _("bên tham gia phối hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["regulation", "position"],
                name="one_party_per_place_in_a_coordination_regulation",
                violation_error_message=_("Hai bên tham gia có cùng số thứ tự."),
            ),
            models.UniqueConstraint(
                fields=["regulation", "body"],
                condition=Q(body__isnull=False),
                name="a_body_is_party_once",
                violation_error_message=_("Mỗi tổ chức chỉ là một bên của quy chế."),
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False) ^ ~Q(name=""),
                name="a_party_is_a_body_or_a_name",
                violation_error_message=_(
                    "Mỗi bên tham gia là một tổ chức được theo dõi hoặc một tên gọi, không phải cả hai."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.body_id)


class CoordinationProposalQuerySet(models.QuerySet["CoordinationProposal"]):
    def visible_to(self, user: User) -> Self:
        """Keep everything, or for a body's secretary the proposals that they made."""
        return self if user.sees_all() else self.filter(proposed_by=user)

    def waiting(self) -> Self:
        return self.filter(state=ProposalState.WAITING)


@tracked()
class CoordinationProposal(models.Model):
    """A coordination regulation as a body's secretary reports it: it binds other bodies too, so it counts
    only when the office has accepted it."""

    number = LineField(_("số ký hiệu"), max_length=60)
    kind = models.CharField(_("loại"), max_length=16, choices=CoordinationKind.choices)
    title = LineField(_("trích yếu"), max_length=400, blank=True)
    effective_on = models.DateField(_("hiệu lực từ"))
    lapses_on = models.DateField(_("hết hiệu lực"), null=True, blank=True)
    bodies = models.ManyToManyField(Body, related_name="+", verbose_name=_("các tổ chức tham gia"))
    others = ArrayField(
        models.CharField(max_length=200), verbose_name=_("bên khác"), default=list, blank=True
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đề nghị")
    )
    proposed_at = models.DateTimeField(_("đề nghị lúc"))
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người xem xét"),
    )
    decided_at = models.DateTimeField(_("xem xét lúc"), null=True, blank=True)
    remark = LineField(_("lý do không nhận"), max_length=300, blank=True)

    objects = CoordinationProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị ghi nhận quy chế phối hợp")
        verbose_name_plural = _("đề nghị ghi nhận quy chế phối hợp")

    def __str__(self) -> str:
        return self.number


@tracked()
class Reform(models.Model):
    """A reform on one day (đợt sắp xếp): bodies end, others begin and hold what these held.

    A draft until it is applied as one act; `act` names that act in the history, which is how it is taken back
    as a whole. `plan` is what was typed in the steps, by step: see `desk.queries.reforms`.
    """

    name = LineField(_("tên đợt sắp xếp"), max_length=200)
    starts_on = models.DateField(
        _("ngày tổ chức mới bắt đầu"),
        help_text=_("Tổ chức cũ hoạt động đến hết ngày hôm trước."),
    )
    decision = LineField(_("số quyết định"), max_length=60)
    plan = models.JSONField(_("nội dung"), default=dict, blank=True)
    applied_at = models.DateTimeField(_("áp dụng lúc"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người áp dụng"),
    )
    act = models.UUIDField(_("việc ghi trong lịch sử"), null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người hoàn tác"),
    )

    class Meta:
        verbose_name = _("đợt sắp xếp tổ chức")
        verbose_name_plural = _("đợt sắp xếp tổ chức")
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, act__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, act__isnull=False, applied_by__isnull=False),
                name="an_applied_reform_names_its_act",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> dt.date:
        """The last day of the bodies that end."""
        return self.starts_on - dt.timedelta(days=1)


class EventQuerySet(InScope["Event"]):
    def touching(self, bodies: Any) -> Self:
        return self.filter(Exists(EventBody.objects.filter(event=OuterRef("pk"), body__in=bodies)))


@tracked()
class Event(models.Model):
    """An election or congress after which bodies review their members and regulations."""

    occurred_on = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=16, choices=EventKind.choices)
    name = LineField(_("tên sự kiện"), max_length=250)
    bodies = models.ManyToManyField(
        Body, through="EventBody", related_name="events", verbose_name=_("tổ chức đảng")
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("sự kiện")
        constraints = [
            models.UniqueConstraint(
                fields=["occurred_on", "kind", "name"],
                name="one_event_per_day_kind_and_name",
                violation_error_message=_("Sự kiện này đã được ghi nhận."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class EventBodyQuerySet(InScope["EventBody"]):
    pass


@tracked()
class EventBody(models.Model):
    """An event touched a body; `kept_unchanged_on` is the day on which the body's staffing was
    recorded as kept unchanged after it."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="touched", verbose_name=_("sự kiện")
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="touched_by", verbose_name=_("tổ chức đảng")
    )
    kept_unchanged_on = models.DateField(_("ghi nhận giữ nguyên nhân sự ngày"), null=True, blank=True)
    kept_unchanged_document = LineField(_("văn bản ghi nhận giữ nguyên"), max_length=60, blank=True)

    objects = EventBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ chức chịu tác động của sự kiện")
        verbose_name_plural = _("tổ chức chịu tác động của sự kiện")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "body"],
                name="an_event_touches_a_body_once",
                violation_error_message=_("Tổ chức này đã được ghi là chịu tác động của sự kiện."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} · {self.body_id}"


@tracked()
class BodyFile(StoredFile):
    """A file of a regulation, of the decision by which somebody holds a seat, or of the paper by which a body
    kept its members after an election. It goes with its record where that was typed by mistake."""

    owner_paths = ("regulation", "coordination", "membership", "touched")
    regulation = models.ForeignKey(
        WorkingRegulation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("quy chế làm việc"),
    )
    coordination = models.ForeignKey(
        CoordinationRegulation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("quy chế phối hợp"),
    )
    membership = models.ForeignKey(
        Membership,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("thành viên"),
    )
    touched = models.ForeignKey(
        EventBody,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("rà soát sau bầu cử, đại hội"),
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp của quy chế, nhân sự")
        verbose_name_plural = _("tệp của quy chế, nhân sự")
        constraints = [
            models.CheckConstraint(
                condition=of_one_record("regulation", "coordination", "membership", "touched"),
                name="a_file_of_a_body_is_of_one_record",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class StaffingPaper(models.Model):
    """A paper about the strength of a body: the proposal to bring it to full strength, or the draft of a
    decision about one of its seats."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="staffing_papers", verbose_name=_("tổ chức đảng")
    )
    seat = models.ForeignKey(
        Seat,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("vị trí"),
    )
    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, related_name="staffing", verbose_name=_("văn bản")
    )

    class Meta:
        verbose_name = _("văn bản kiện toàn")
        verbose_name_plural = _("văn bản kiện toàn")

    def __str__(self) -> str:
        return str(self.paper)
