"""Forms of answering: what a body types without an account, and what staff say to it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PROMISE, DateField, ErrorTextsMixin, Form, OptionalUpload
from delegations.enums import CoordinationKind, SeatRole
from delegations.models import Body, Person, Seat
from meetings.enums import Answer as Opinion
from meetings.enums import MeetingKind
from obligations.queries.findings import Row
from reminders.enums import AnswerKind
from reminders.services.accepting import Completion

CHOOSE = [("", gettext_lazy("Chọn…"))]


class AnswerForm(Form):
    """Who answers; the fields of each kind come below it."""

    given_by = forms.CharField(label=gettext_lazy("Họ tên, chức vụ người trả lời"), max_length=120)

    def __init__(self, *args: Any, row: Row, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fit(row)

    def fit(self, row: Row) -> None:
        """Fit the fields to the finding that is answered."""


class AnswerWithFile(OptionalUpload, AnswerForm):
    """An answer that may bring a file, as the last of its fields."""

    file_label: Any = gettext_lazy("Văn bản")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].label = self.file_label
        self.order_fields([name for name in self.fields if name not in ("upload", PROMISE)])


class MeetingAnswer(AnswerWithFile):
    file_label = gettext_lazy("Biên bản hoặc kết luận")
    done_on = DateField(label=gettext_lazy("Đã họp ngày"))
    meeting_kind = forms.ChoiceField(
        label=gettext_lazy("Cuộc họp này là"), choices=[*CHOOSE, *MeetingKind.choices]
    )
    head_count = forms.IntegerField(label=gettext_lazy("Số thành viên có mặt"), min_value=1, max_value=200)
    number = forms.CharField(label=gettext_lazy("Số biên bản"), max_length=60, required=False)


class ReportAnswer(AnswerWithFile):
    file_label = gettext_lazy("Báo cáo")
    done_on = DateField(label=gettext_lazy("Đã gửi báo cáo ngày"))
    number = forms.CharField(label=gettext_lazy("Số ký hiệu báo cáo"), max_length=60)


class MinutesAnswer(AnswerWithFile):
    file_label = gettext_lazy("Biên bản đã ký")
    done_on = DateField(label=gettext_lazy("Biên bản ký ngày"))
    number = forms.CharField(label=gettext_lazy("Số biên bản"), max_length=60)

    def fit(self, row: Row) -> None:
        self.initial["number"] = row.evidence["meeting"]["minutes_number"]


class RegulationAnswer(AnswerWithFile):
    file_label = gettext_lazy("Quy chế")
    number = forms.CharField(label=gettext_lazy("Số ký hiệu quy chế"), max_length=60)
    done_on = DateField(label=gettext_lazy("Ban hành ngày"))
    starts_on = DateField(
        label=gettext_lazy("Có hiệu lực từ ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: từ ngày ban hành."),
    )


class CoordinationAnswer(AnswerWithFile):
    file_label = gettext_lazy("Quy chế")
    choice = forms.ChoiceField(label=gettext_lazy("Loại quy chế phối hợp"))
    number = forms.CharField(label=gettext_lazy("Số ký hiệu quy chế"), max_length=60)
    done_on = DateField(label=gettext_lazy("Có hiệu lực từ ngày"))
    names = forms.CharField(
        label=gettext_lazy("Ký với"),
        max_length=300,
        help_text=gettext_lazy("Tên đầy đủ của bên kia; nhiều bên thì cách nhau bằng dấu chấm phẩy."),
    )

    def fit(self, row: Row) -> None:
        missing = row.evidence["missing"]
        choices = [(kind, label) for kind, label in CoordinationKind.choices if kind in missing]
        self.fields["choice"].choices = choices if len(choices) == 1 else [*CHOOSE, *choices]  # type: ignore[attr-defined]


class StaffedAnswer(AnswerWithFile):
    file_label = gettext_lazy("Quyết định")
    choice = forms.ChoiceField(label=gettext_lazy("Chỉ định làm"), choices=[*CHOOSE, *SeatRole.choices])
    names = forms.CharField(label=gettext_lazy("Họ và tên người được chỉ định"), max_length=120)
    number = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=60)
    done_on = DateField(label=gettext_lazy("Ngày quyết định"))
    starts_on = DateField(
        label=gettext_lazy("Giữ vị trí từ ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: từ ngày quyết định."),
    )

    def fit(self, row: Row) -> None:
        if "seat" in row.evidence:  # the finding is about one seat
            del self.fields["choice"]


class ExtendedAnswer(AnswerWithFile):
    file_label = gettext_lazy("Quyết định")
    ends_on = DateField(label=gettext_lazy("Kéo dài đến hết ngày"))
    number = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=60)
    done_on = DateField(label=gettext_lazy("Ngày quyết định"))


class KeptAnswer(AnswerWithFile):
    number = forms.CharField(
        label=gettext_lazy("Số văn bản"),
        max_length=60,
        help_text=gettext_lazy("Văn bản kết luận đã rà soát và giữ nguyên nhân sự."),
    )
    done_on = DateField(label=gettext_lazy("Rà soát xong ngày"))


class DoneAnswer(AnswerWithFile):
    file_label = gettext_lazy("Minh chứng")
    done_on = DateField(label=gettext_lazy("Hoàn thành ngày"))
    reason = forms.CharField(
        label=gettext_lazy("Kết quả"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class SentAnswer(AnswerWithFile):
    file_label = gettext_lazy("Tờ trình")
    done_on = DateField(label=gettext_lazy("Đã gửi ngày"))
    number = forms.CharField(label=gettext_lazy("Số tờ trình"), max_length=60)


class CountedAnswer(AnswerWithFile):
    file_label = gettext_lazy("Bản tổng hợp")
    done_on = DateField(label=gettext_lazy("Tổng hợp xong ngày"))


class OpinionAnswer(AnswerForm):
    choice = forms.ChoiceField(label=gettext_lazy("Ý kiến"), choices=[*CHOOSE, *Opinion.choices])
    reason = forms.CharField(
        label=gettext_lazy("Ý kiến cụ thể"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("choice") == Opinion.OTHER and not data.get("reason"):
            self.add_error("reason", _("Hãy ghi ý kiến cụ thể."))
        return data


class CommitteeAnswer(AnswerWithFile):
    number = forms.CharField(label=gettext_lazy("Số văn bản của cấp uỷ cơ quan"), max_length=60)
    done_on = DateField(label=gettext_lazy("Ngày có ý kiến"))


class PromiseAnswer(AnswerForm):
    reason = forms.CharField(
        label=gettext_lazy("Lý do chưa thực hiện"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    promised_on = DateField(label=gettext_lazy("Hẹn thực hiện xong ngày"))


class ExplanationAnswer(AnswerForm):
    reason = forms.CharField(
        label=gettext_lazy("Ý kiến giải trình"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Nếu hồ sơ ghi chưa đúng, hãy nêu chỗ cần sửa. Không gửi nội dung mật."),
    )


FORMS: dict[str, type[AnswerForm]] = {
    AnswerKind.MEETING: MeetingAnswer,
    AnswerKind.REPORT: ReportAnswer,
    AnswerKind.MINUTES: MinutesAnswer,
    AnswerKind.REGULATION: RegulationAnswer,
    AnswerKind.COORDINATION: CoordinationAnswer,
    AnswerKind.STAFFED: StaffedAnswer,
    AnswerKind.EXTENDED: ExtendedAnswer,
    AnswerKind.KEPT: KeptAnswer,
    AnswerKind.DONE: DoneAnswer,
    AnswerKind.SENT: SentAnswer,
    AnswerKind.COUNTED: CountedAnswer,
    AnswerKind.OPINION: OpinionAnswer,
    AnswerKind.COMMITTEE: CommitteeAnswer,
    AnswerKind.PROMISE: PromiseAnswer,
    AnswerKind.EXPLANATION: ExplanationAnswer,
}


class StaffingForm(Form):
    """Which seat an answer means, and who of the directory, or somebody new."""

    only_when = {"full_name": ("person", [""])}
    seat = forms.ModelChoiceField(label=gettext_lazy("Vị trí"), queryset=Seat.objects.none())
    person = forms.ModelChoiceField(
        label=gettext_lazy("Cán bộ"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Thêm mới vào danh bạ, với họ tên dưới đây"),
    )
    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120, required=False)

    def __init__(
        self, *args: Any, seats: Collection[Seat], people: Collection[Person], name: str, **kwargs: Any
    ) -> None:
        initial = {"full_name": name, "seat": next(iter(seats), None), "person": next(iter(people), None)}
        super().__init__(*args, initial=initial, **kwargs)
        offered: dict[str, Any] = {
            "seat": Seat.objects.filter(pk__in=[seat.pk for seat in seats]).order_by("code"),
            "person": Person.objects.filter(pk__in=[person.pk for person in people]).order_by("code"),
        }
        for name_of_field, found in offered.items():
            self.fields[name_of_field].queryset = found  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = (  # type: ignore[attr-defined]
            lambda person: f"{person.full_name} ({person.code})"
        )
        self.fields["seat"].label_from_instance = (  # type: ignore[attr-defined]
            lambda seat: f"{seat.get_role_display()} ({seat.code})"
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("person") and not str(data.get("full_name") or "").strip():
            self.add_error("full_name", _("Nhập họ và tên, hoặc chọn cán bộ trong danh bạ."))
        return data

    def completion(self) -> Completion:
        data = self.cleaned_data
        return Completion(seat=data["seat"], person=data["person"], full_name=data["full_name"])


class PartiesForm(Form):
    """Who is party to a regulation that an answer reports, beside the body that answers."""

    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tổ chức đảng được theo dõi"),
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label=gettext_lazy("Các bên khác"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Nhiều bên thì cách nhau bằng dấu chấm phẩy."),
    )

    def __init__(self, *args: Any, body: Body, names: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"others": names}, **kwargs)
        self.body = body
        self.fields["bodies"].queryset = (  # type: ignore[attr-defined]
            Body.objects.without_end().exclude(pk=body.pk).in_protocol_order()
        )

    def completion(self) -> Completion:
        others = [name.strip() for name in self.cleaned_data["others"].split(";") if name.strip()]
        return Completion(parties=(self.body, *self.cleaned_data["bodies"], *others))


class RefusalForm(ErrorTextsMixin, forms.Form):
    note = forms.CharField(label=gettext_lazy("Vì sao không nhận"), max_length=300)


class AnswerFilter(ErrorTextsMixin, forms.Form):
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=[
            ("", gettext_lazy("Chờ xem")),
            ("accepted", gettext_lazy("Đã nhận")),
            ("refused", gettext_lazy("Không nhận")),
            ("all", gettext_lazy("Tất cả")),
        ],
    )

    @property
    def changed(self) -> bool:
        return bool(self.data.get("trang_thai"))


def values(form: Any) -> dict[str, Any]:
    """Return the columns of an answer from a valid form, without its file."""
    return {name: value for name, value in form.cleaned_data.items() if name not in ("upload", PROMISE)}
