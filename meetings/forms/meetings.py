"""Forms of a meeting itself: planning, recording, changing, postponing."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock, dates
from core.forms import ColumnsForm, DateField, FieldRow, Form, HourField, InTemplate, WithdrawForm
from delegations.models import Body, Person
from meetings.models import Meeting
from meetings.queries.members import Member

WHY_STILL = _(
    "Để trống, trừ khi nội dung sẽ bị nêu khi rà soát mà vẫn phải ghi: nói vì sao, ví dụ họp không đủ thành"
    " phần."
)


class MeetingForm(ColumnsForm):
    """A meeting's own columns. Two people may edit one meeting: neither loses a word."""

    layout = Layout(
        FieldRow("held_on", "kind", "starts_at", "ends_at"),
        FieldRow("place", "online_address"),
        "subject",
        FieldRow("chair", "chair_authorisation", "minute_taker"),
        "is_enlarged",
        "guests",
        FieldRow("minutes_number", "minutes_signed_on", "conclusion_number", "resolution_number"),
        InTemplate("meetings/_record_minutes.html", "minutes_text"),
        FieldRow("papers_note", "head_count", "code"),
        "exception_reason",
    )
    held_on = DateField(label=_("Ngày họp"))
    starts_at = HourField(label=_("Giờ bắt đầu"), required=False)
    ends_at = HourField(label=_("Giờ kết thúc"), required=False)
    minutes_signed_on = DateField(label=_("Ngày ký biên bản"), required=False)
    online_address = forms.URLField(
        label=_("Địa chỉ họp trực tuyến"), required=False, max_length=300, assume_scheme="https"
    )

    class Meta:
        model = Meeting
        fields = (
            "held_on",
            "kind",
            "starts_at",
            "ends_at",
            "place",
            "subject",
            "is_enlarged",
            "chair",
            "chair_authorisation",
            "minute_taker",
            "guests",
            "papers_note",
            "online_address",
            "head_count",
            "minutes_number",
            "minutes_signed_on",
            "minutes_text",
            "conclusion_number",
            "resolution_number",
            "exception_reason",
            "code",
        )
        widgets = {
            "guests": forms.Textarea(attrs={"rows": 2}),
            "minutes_text": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, body: Body, there: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        chair = self.fields["chair"]
        assert isinstance(chair, forms.ModelChoiceField)
        people = [member.person.pk for member in there]
        if self.instance.chair_id:
            people.append(self.instance.chair_id)
        chair.queryset = Person.objects.filter(pk__in=people).in_name_order()
        chair.error_messages["invalid_choice"] = _(
            "Người đã chọn không phải thành viên của tổ chức vào ngày họp; hãy chọn lại."
        )
        self.fields["code"].required = False
        if "exception_reason" in self.fields:
            self.fields["exception_reason"].help_text = WHY_STILL

    def clean(self) -> dict[str, Any]:
        """Where the body did not stand on the day, which the service says, nobody could have chaired."""
        typed = super().clean() or self.cleaned_data
        day, last_day = typed.get("held_on"), self.body.last_day
        if day and not self.body.founded_on <= day <= (last_day or dt.date.max):
            self.errors.pop("chair", None)
        return typed

    def values(self) -> dict[str, Any]:
        """Return the columns as typed; an empty code is left to be numbered, or as it was."""
        values = super().values()
        if not values.get("code"):
            values.pop("code", None)
        return values


class RecordForm(MeetingForm):
    """A held meeting on one screen: most of it has a default. Where one of that day and kind stands already
    it asks whether this is a further one."""

    also = forms.BooleanField(label=_("Ghi thêm cuộc họp này"), required=False)

    layout = Layout(
        Div(
            Div(
                InTemplate(
                    "components/form_card.html",
                    FieldRow("held_on", "kind", "starts_at", "place"),
                    InTemplate("components/when_asked.html", "also"),
                ),
                InTemplate("meetings/_record_agenda.html"),
                InTemplate(
                    "components/form_card.html",
                    FieldRow("conclusion_number", "resolution_number", "minutes_number", "minutes_signed_on"),
                    InTemplate("meetings/_record_minutes.html", "minutes_text"),
                    heading=_("Kết luận, biên bản"),
                ),
                InTemplate("meetings/_record_tasks.html"),
                InTemplate(
                    "meetings/_record_more.html",
                    FieldRow("ends_at", "chair", "chair_authorisation", "minute_taker"),
                    "subject",
                    "is_enlarged",
                    "guests",
                    FieldRow("papers_note", "online_address", "head_count", "code"),
                ),
                css_class="col-lg-7",
            ),
            Div(
                InTemplate("meetings/record.html#members"),
                InTemplate("meetings/_record_reason.html", "exception_reason"),
                css_class="col-lg-5",
            ),
            css_class="row g-3",
        )
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        now = clock.now().astimezone(clock.ZONE)
        if typed.get("held_on") == now.date() and typed.get("starts_at") and typed["starts_at"] > now.time():
            self.add_error(
                "starts_at", _("Giờ bắt đầu chưa đến. Cuộc họp chưa diễn ra thì chưa ghi nhận là đã họp.")
            )
        return typed


class PlanForm(MeetingForm):
    """A meeting that is to be."""

    layout = Layout(
        FieldRow("held_on", "kind", "starts_at", "ends_at"),
        FieldRow("place", "chair"),
        "subject",
        InTemplate("meetings/_plan_agenda.html"),
        InTemplate("meetings/_plan_more.html", "is_enlarged", "guests", FieldRow("online_address", "code")),
    )
    minutes_signed_on = None  # type: ignore[assignment]  # of a meeting that was held

    class Meta(MeetingForm.Meta):
        fields = (
            "held_on",
            "kind",
            "starts_at",
            "ends_at",
            "place",
            "subject",
            "is_enlarged",
            "chair",
            "guests",
            "online_address",
            "code",
        )  # type: ignore[assignment]


class PostponeForm(Form):
    new_day = DateField(
        label=_("Họp vào ngày"), required=False, help_text=_("Để trống nếu chưa định được ngày.")
    )
    reason = forms.CharField(label=_("Lý do hoãn"), max_length=300)


class PostponeManyForm(Form):
    """Why several meetings are postponed, and by how many days each of them."""

    reason = forms.CharField(label=_("Lý do hoãn"), max_length=300)
    by_days = forms.TypedChoiceField(
        label=_("Họp lại"),
        choices=[
            ("", _("chưa định được ngày")),
            (7, _("sau ngày đã định 1 tuần")),
            (14, _("sau ngày đã định 2 tuần")),
            (28, _("sau ngày đã định 4 tuần")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Mỗi cuộc họp lùi như nhau, giữ nguyên thứ trong tuần."),
    )


class CancelForm(Form):
    reason = forms.CharField(label=_("Lý do huỷ"), max_length=300)


class WithdrawWithMeetingForm(WithdrawForm):
    """Why a meeting or a consultation is taken away, and where its decisions and tasks go: with it, or to one
    of the `meetings` (None: nothing hangs on it)."""

    move_to: "forms.ModelChoiceField[Meeting]" = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Quyết nghị, nhiệm vụ"),
        required=False,
        empty_label=_("Gỡ theo"),
        help_text=_("Để nguyên thì gỡ theo; hoặc chọn cuộc họp đã họp để chuyển sang."),
    )

    def __init__(self, *args: Any, meetings: "QuerySet[Meeting] | None", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meetings is None:
            del self.fields["move_to"]
            return
        choice = self.fields["move_to"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = meetings
        choice.label_from_instance = _day_and_code  # type: ignore[method-assign, assignment]


def _day_and_code(meeting: Any) -> str:
    return f"{dates.day(meeting.held_on)} · {meeting.get_kind_display()} · {meeting.code}"


class DayForm(Form):
    held_on = DateField(label=_("Ngày họp"))


class InvitationForm(Form):
    """Whom to invite: members by tick, guests by address."""

    to = forms.MultipleChoiceField(label=_("Thành viên"), widget=forms.CheckboxSelectMultiple, required=False)
    guests = forms.CharField(
        label=_("Đại biểu mời thêm"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Nguyễn Văn A <a@coquan.example>"}),
        help_text=_("Mỗi dòng một người: tên và địa chỉ thư trong dấu < >."),
    )
    message = forms.CharField(label=_("Lời nhắn"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("to", [key for key, _label in choices])

    def clean_guests(self) -> list[tuple[str, str]]:
        """Return (name, address) of each line; raises ValidationError for a line without an address."""
        found = []
        for line in self.cleaned_data["guests"].splitlines():
            if not line.strip():
                continue
            name, _lt, address = line.strip().rpartition("<")
            address = address.strip().rstrip(">").strip()
            try:
                forms.EmailField().clean(address)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("“%(line)s” không có địa chỉ thư đúng. Viết như: Nguyễn Văn A <a@coquan.example>."),
                    params={"line": line},
                ) from error
            found.append((name.strip() or address, address))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("to") and not cleaned.get("guests") and not self.errors:
            raise forms.ValidationError(_("Hãy chọn ít nhất một người nhận."))
        return cleaned
