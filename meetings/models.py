"""Meetings, agenda, attendance, decisions, written consultations, minutes, tasks given."""

import datetime as dt
import uuid
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import LineField, TextField
from core.files import StoredFile
from core.history import tracked
from core.keys import search_key
from delegations.models import Body, Person
from meetings.enums import (
    Answer,
    AttendanceState,
    MeetingKind,
    MeetingStatus,
    Outcome,
    TaskQuality,
    Theme,
    VotingMethod,
)
from outbox.models import Message
from records.papers import PaperQuerySet, of_one_record
from records.querysets import InScope, OfBody

# What a calendar shows of a meeting: a change of any of these raises its SEQUENCE.
CALENDAR_FIELDS = ("held_on", "starts_at", "ends_at", "place", "subject", "status", "kind", "online_address")


class MeetingQuerySet(OfBody["Meeting"]):
    def existing_on(self, day: dt.date) -> Self:
        """Keep the meetings held by the day, and those not held, whatever their day."""
        return self.exclude(status=MeetingStatus.HELD, held_on__gt=day)

    def held_by(self, day: dt.date) -> Self:
        """Keep meetings held on the day or before."""
        return self.filter(status=MeetingStatus.HELD, held_on__lte=day)

    def outside(self, body: Body, founded_on: dt.date, ended_on: dt.date | None) -> list[tuple[str, dt.date]]:
        """Return code and day of the meetings that a body held before `founded_on` or after `ended_on` (None:
        not ended); planned ones are not counted, they can be cancelled."""
        within = Q(held_on__gte=founded_on) & (Q() if ended_on is None else Q(held_on__lte=ended_on))
        found: Any = self.filter(~within, body=body, status=MeetingStatus.HELD).order_by("held_on", "code")
        return list(found.values_list("code", "held_on"))

    def planned_from(self, day: dt.date) -> Self:
        """Keep meetings planned for the day or later."""
        return self.filter(status=MeetingStatus.PLANNED, held_on__gte=day)

    def passed_by(self, day: dt.date) -> Self:
        """Keep meetings that are still planned though their day is before this one."""
        return self.filter(status=MeetingStatus.PLANNED, held_on__lt=day)

    def between(self, first: dt.date, last: dt.date) -> Self:
        """Keep meetings from the first to the last day, both included."""
        return self.filter(held_on__range=(first, last))


class AgendaItemQuerySet(InScope["AgendaItem"]):
    body = "meeting__body"


class DecisionQuerySet(OfBody["Decision"]):
    date_field = "decided_on"


class ConsultationQuerySet(OfBody["WrittenConsultation"]):
    date_field = "sent_on"


class TaskQuerySet(OfBody["Task"]):
    date_field = "given_on"

    def open_on(self, day: dt.date) -> Self:
        """Keep tasks given by the day and not done by it."""
        return self.existing_on(day).filter(Q(done_on__isnull=True) | Q(done_on__gt=day))

    def overdue(self, *, today: dt.date) -> Self:
        return self.open_on(today).filter(due_on__lt=today)


@tracked()
class Meeting(models.Model):
    """A meeting of a body: planned, held, postponed or cancelled, with its minutes."""

    code = LineField(_("mã cuộc họp"), max_length=60, unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("tổ chức đảng")
    )
    kind = models.CharField(_("loại"), max_length=16, choices=MeetingKind.choices)
    status = models.CharField(_("trạng thái"), max_length=16, choices=MeetingStatus.choices)
    status_reason = LineField(_("lý do hoãn, huỷ"), max_length=300, blank=True)
    held_on = models.DateField(_("ngày họp"), null=True, blank=True)
    starts_at = models.TimeField(_("giờ bắt đầu"), null=True, blank=True)
    ends_at = models.TimeField(_("giờ kết thúc"), null=True, blank=True)
    place = LineField(_("địa điểm"), max_length=200, blank=True)
    subject = LineField(_("nội dung chính"), max_length=300, blank=True)
    chair = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="chaired_meetings",
        verbose_name=_("chủ trì"),
    )
    chair_authorisation = LineField(_("văn bản uỷ quyền chủ trì"), max_length=200, blank=True)
    minute_taker = LineField(_("người ghi biên bản"), max_length=160, blank=True)
    guests = TextField(_("đại biểu mời dự"), blank=True)
    head_count = models.PositiveIntegerField(_("số có mặt"), null=True, blank=True)
    minutes_number = LineField(_("số biên bản"), max_length=60, blank=True)
    minutes_signed_on = models.DateField(_("ngày ký biên bản"), null=True, blank=True)
    minutes_text = TextField(_("nội dung biên bản"), blank=True)
    conclusion_number = LineField(_("số kết luận"), max_length=60, blank=True)
    resolution_number = LineField(_("số nghị quyết"), max_length=60, blank=True)
    is_enlarged = models.BooleanField(_("họp mở rộng"), default=False)
    online_address = models.URLField(_("địa chỉ họp trực tuyến"), max_length=300, blank=True)
    papers_note = LineField(_("tài liệu sử dụng"), max_length=300, blank=True)
    exception_reason = LineField(_("lý do vẫn ghi nhận"), max_length=300, blank=True)
    invitation_sequence = models.PositiveIntegerField(_("số lần sửa giấy mời"), default=0, editable=False)
    search_text = search_key(
        "code", "subject", "minutes_number", "conclusion_number", "resolution_number", "place"
    )

    # What its page shows of it as it is written, in this order, under the column's name.
    NOTES = ("minute_taker", "guests", "papers_note")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("cuộc họp")
        verbose_name_plural = _("cuộc họp")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=False)
                | ~Q(status__in=[MeetingStatus.HELD, MeetingStatus.PLANNED]),
                name="a_held_or_planned_meeting_has_a_day",
                violation_error_message=_("Nhập ngày họp."),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "held_on", "code"], name="meeting_of_body_by_day"),
            models.Index(fields=["held_on"], name="meeting_by_day"),
            GinIndex(fields=["search_text"], name="meeting_search", opclasses=["gin_trgm_ops"]),
        ]
        triggers = [
            # Calendars believe a change only when SEQUENCE rises; imports and bulk writes must raise it too.
            pgtrigger.Trigger(
                name="raise_sequence",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*CALENDAR_FIELDS),
                func="NEW.invitation_sequence = OLD.invitation_sequence + 1; RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def takes_place(self) -> bool:
        """Return whether the meeting was held or is planned: neither cancelled, taken back nor postponed."""
        return self.status in {MeetingStatus.HELD, MeetingStatus.PLANNED}


@tracked()
class AgendaItem(models.Model):
    """One item of a meeting's agenda, under one theme."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("cuộc họp")
    )
    position = models.PositiveIntegerField(_("thứ tự"))
    title = LineField(_("nội dung"), max_length=500)
    theme = models.CharField(_("nhóm"), max_length=16, choices=Theme.choices)
    presenter = LineField(_("người trình bày"), max_length=160, blank=True)
    search_text = search_key("title")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("nội dung họp")
        verbose_name_plural = _("nội dung họp")
        indexes = [GinIndex(fields=["search_text"], name="agenda_search", opclasses=["gin_trgm_ops"])]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="one_agenda_item_per_place",
                deferrable=models.Deferrable.IMMEDIATE,
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class Attendance(models.Model):
    """A person's attendance at a meeting, by name."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendance", verbose_name=_("cuộc họp")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("cán bộ")
    )
    state = models.CharField(_("tình trạng"), max_length=16, choices=AttendanceState.choices)
    reason = LineField(_("lý do vắng"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("điểm danh")
        verbose_name_plural = _("điểm danh")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="one_attendance_per_meeting_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} · {self.person_id}"


@tracked()
class Matter(models.Model):
    """A row of the competence table: a kind of matter, and whether the Standing Board keeps it for itself."""

    name = LineField(_("loại việc"), max_length=250, unique=True)
    reserved_from = models.DateField(_("thuộc thẩm quyền Ban Thường vụ từ ngày"), null=True, blank=True)
    reserved_until = models.DateField(_("đến ngày"), null=True, blank=True)
    reference = LineField(_("căn cứ"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=100)

    class Meta:
        verbose_name = _("loại việc trong bảng thẩm quyền")
        verbose_name_plural = _("bảng thẩm quyền")
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved_until__isnull=True) | Q(reserved_until__gte=F("reserved_from")),
                name="matter_reserved_until_after_it_is_reserved",
                violation_error_message=_("Ngày cuối không thể trước ngày đầu."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class WrittenConsultation(models.Model):
    """Opinions asked in writing instead of a meeting. Never allowed on personnel; silence counts as
    agreement, apart."""

    code = LineField(_("mã phiếu lấy ý kiến"), max_length=60, unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="consultations", verbose_name=_("tổ chức đảng")
    )
    subject = LineField(_("nội dung lấy ý kiến"), max_length=500)
    theme = models.CharField(_("nhóm"), max_length=16, choices=Theme.choices)
    sent_on = models.DateField(_("ngày gửi"))
    deadline_on = models.DateField(_("hạn trả lời"))
    closed_on = models.DateField(_("ngày tổng hợp"), null=True, blank=True)
    exception_reason = LineField(_("lý do vẫn ghi nhận"), max_length=300, blank=True)
    search_text = search_key("code", "subject")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("lấy ý kiến bằng văn bản")
        verbose_name_plural = _("lấy ý kiến bằng văn bản")
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_on__gte=F("sent_on")),
                name="consultation_deadline_not_before_sending",
                violation_error_message=_("Hạn trả lời không thể trước ngày gửi."),
            )
        ]
        indexes = [GinIndex(fields=["search_text"], name="consultation_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.code


@tracked()
class ConsultationAnswer(models.Model):
    """A member's written answer; a member without a row was silent."""

    consultation = models.ForeignKey(
        WrittenConsultation, on_delete=models.CASCADE, related_name="answers", verbose_name=_("lấy ý kiến")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="consultation_answers", verbose_name=_("cán bộ")
    )
    answer = models.CharField(_("trả lời"), max_length=16, choices=Answer.choices)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    remark = TextField(_("ý kiến"), blank=True)

    class Meta:
        verbose_name = _("ý kiến trả lời")
        verbose_name_plural = _("ý kiến trả lời")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"], name="one_answer_per_consultation_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} · {self.person_id}"


@tracked()
class Decision(models.Model):
    """What a body decided or proposed, in a meeting or by written consultation, with the votes."""

    code = LineField(_("mã quyết nghị"), max_length=60, unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("tổ chức đảng")
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("cuộc họp"),
    )
    consultation = models.ForeignKey(
        WrittenConsultation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("lấy ý kiến bằng văn bản"),
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("nội dung họp"),
    )
    decided_on = models.DateField(_("ngày quyết nghị"))
    title = LineField(_("nội dung quyết nghị"), max_length=500)
    number = LineField(_("số văn bản"), max_length=60, blank=True)
    theme = models.CharField(_("nhóm"), max_length=16, choices=Theme.choices)
    matter = models.ForeignKey(
        Matter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("loại việc"),
    )
    outcome = models.CharField(_("hình thức"), max_length=16, choices=Outcome.choices)
    adopted = models.BooleanField(_("được thông qua"), default=True)
    method = models.CharField(
        _("cách biểu quyết"), max_length=16, choices=VotingMethod.choices, default=VotingMethod.SHOW_OF_HANDS
    )
    votes_for = models.PositiveIntegerField(_("tán thành"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("không tán thành"), null=True, blank=True)
    votes_abstaining = models.PositiveIntegerField(_("không có ý kiến"), null=True, blank=True)
    reserved_opinions = TextField(_("ý kiến bảo lưu"), blank=True)
    committee_opinion = LineField(
        _("ý kiến cấp uỷ cơ quan"), max_length=200, blank=True, help_text=_("Số văn bản, ngày.")
    )
    committee_opinion_on = models.DateField(_("ngày có ý kiến cấp uỷ cơ quan"), null=True, blank=True)
    exception_reason = LineField(_("lý do vẫn ghi nhận"), max_length=300, blank=True)
    search_text = search_key("code", "title", "number")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết nghị")
        verbose_name_plural = _("quyết nghị")
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(consultation__isnull=True),
                name="a_decision_comes_from_a_meeting_or_a_consultation",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "decided_on"], name="decision_of_body_by_day"),
            GinIndex(fields=["search_text"], name="decision_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class Task(models.Model):
    """A task that a meeting gave; open until done, carried to each next meeting."""

    code = LineField(_("mã nhiệm vụ"), max_length=60, unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("tổ chức đảng")
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("cuộc họp giao"),
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("nội dung họp"),
    )
    title = LineField(_("nhiệm vụ"), max_length=500)
    assignee = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("người thực hiện"),
    )
    given_on = models.DateField(_("ngày giao"))
    due_on = models.DateField(_("hạn hoàn thành"), null=True, blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    result = TextField(_("kết quả"), blank=True)
    quality = models.CharField(_("mức hoàn thành"), max_length=12, choices=TaskQuality.choices, blank=True)
    search_text = search_key("code", "title")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("given_on")),
                name="task_due_not_before_it_is_given",
                violation_error_message=_("Hạn hoàn thành không thể trước ngày giao."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("given_on")),
                name="task_done_not_before_it_is_given",
                violation_error_message=_("Ngày hoàn thành không thể trước ngày giao."),
            ),
            models.CheckConstraint(
                condition=Q(quality="") | Q(done_on__isnull=False),
                name="only_a_task_done_has_a_quality",
                violation_error_message=_("Mức hoàn thành chỉ ghi khi đã có ngày hoàn thành."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["body", "due_on"],
                name="open_task_of_body_by_due_day",
                condition=Q(done_on__isnull=True),
            ),
            GinIndex(fields=["search_text"], name="task_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class MeetingFile(StoredFile):
    """A file of a meeting (or of one item of its agenda), of a written consultation, of a decision (the
    opinion that it needed), or of a task (what shows that it is done)."""

    owner_paths = ("meeting", "consultation", "decision", "task")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("cuộc họp"),
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("nội dung họp"),
    )
    consultation = models.ForeignKey(
        WrittenConsultation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("lấy ý kiến bằng văn bản"),
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("quyết nghị"),
    )
    task = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("nhiệm vụ"),
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài liệu họp")
        verbose_name_plural = _("tài liệu họp")
        constraints = [
            models.CheckConstraint(
                condition=of_one_record("meeting", "consultation", "decision", "task"),
                name="a_file_of_a_meeting_is_of_one_record",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """An invitation to one address, which a mail of the outbox carries.

    `sequence` is the meeting's when it was queued: one mail per address and version of the meeting.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("cuộc họp")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("cán bộ"),
    )
    name = LineField(_("tên người nhận"), max_length=160)
    email = models.EmailField(_("thư điện tử"))
    sequence = models.PositiveIntegerField(_("lần"))
    message = TextField(_("lời nhắn"), blank=True)
    mail = models.OneToOneField(
        Message, on_delete=models.PROTECT, related_name="invitation", verbose_name=_("thư")
    )
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="invitations_queued",
        verbose_name=_("người gửi"),
    )

    class Meta:
        verbose_name = _("giấy mời")
        verbose_name_plural = _("giấy mời")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email", "sequence"], name="one_invitation_per_address_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} → {self.email}"


class CalendarFeed(models.Model):
    """A private calendar address: what its user may see, or one body of that. The address is
    signed from `key`, so that the table alone opens no calendar; revoking ends it for good."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
        verbose_name=_("người dùng"),
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calendar_feeds",
        verbose_name=_("tổ chức đảng"),
    )
    alarm_days = models.PositiveSmallIntegerField(
        _("nhắc trước"),
        null=True,
        blank=True,
        help_text=_("Số ngày trước cuộc họp, trước hạn mà máy đọc lịch nhắc; để trống thì không nhắc."),
    )
    created_at = models.DateTimeField(_("lập lúc"))
    read_at = models.DateTimeField(_("đọc gần nhất lúc"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("địa chỉ lịch")
        verbose_name_plural = _("địa chỉ lịch")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_live_feed_per_user_and_body",
            )
        ]

    def __str__(self) -> str:
        return str(self.key)
