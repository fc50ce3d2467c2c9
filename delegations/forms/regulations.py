"""Working regulations, governing documents, coordination regulations, cadence decisions, events,
committees."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.addresses import reverse
from core.editing import ConcurrentEditForm, values_of
from core.errors import Refused
from core.forms import DateField, Filter, Form, ModelForm, taken
from core.text import fold, normalise
from delegations.enums import CoordinationKind, EventKind, Section
from delegations.forms.choosing import DocumentsField
from delegations.models import (
    Body,
    CadenceDecision,
    CoordinationRegulation,
    Event,
    GoverningDocument,
    SubordinateCommittee,
    WorkingRegulation,
)
from delegations.queries.documents import with_successors
from delegations.services.coordination import check_parties

REGULATION_FIELDS = ["number", "issued_on", "effective_on", "lapses_on", "sections", "note"]
DOCUMENT_FIELDS = ["number", "title", "issued_on", "effective_on"]
COORDINATION_FIELDS = ["number", "kind", "title", "effective_on", "lapses_on"]
EVENT_FIELDS = ["occurred_on", "kind", "name"]
COMMITTEE_FIELDS = ["name", "position", "starts_on", "ends_on"]
CADENCE_FIELDS = ["months", "starts_on", "basis"]


class WorkingRegulationForm(ConcurrentEditForm, ModelForm):
    legal_bases = DocumentsField(
        GoverningDocument.objects.none(),
        label=gettext_lazy("Căn cứ"),
        required=False,
        help_text=gettext_lazy(
            "Văn bản cấp trên trong sổ văn bản. Khi một căn cứ bị thay thế, quy chế được báo cần sửa đổi, bổ"
            " sung."
        ),
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Các phần đã có"),
        choices=Section.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = WorkingRegulation
        fields = REGULATION_FIELDS
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    field_order = ["number", "issued_on", "effective_on", "lapses_on", "legal_bases", "sections", "note"]

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self.fields["legal_bases"].queryset = with_successors().order_by("-issued_on", "number")  # type: ignore[attr-defined]

    def current_values(self, instance: WorkingRegulation) -> dict[str, Any]:  # type: ignore[override]
        return {"legal_bases": list(instance.bases.values_list("document_id", flat=True))}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        same = (
            WorkingRegulation.objects.filter(body=self.body, number=normalise(data.get("number") or ""))
            .exclude(pk=self.instance.pk)
            .first()
        )
        if same is not None:
            words = _("Tổ chức đã có quy chế số %(number)s, ban hành ngày %(day)s.") % {
                "number": same.number,
                "day": dates.day(same.issued_on),
            }
            self.add_error(
                "number",
                taken(
                    words,
                    reverse("delegations:edit_regulation", args=[self.body.code, same.pk]),
                    _("Mở quy chế này"),
                ),
            )
        return data

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, REGULATION_FIELDS)


class NewWorkingRegulationForm(WorkingRegulationForm):
    ends_previous = forms.BooleanField(
        label=gettext_lazy("Quy chế trước hết hiệu lực từ ngày quy chế này có hiệu lực"),
        required=False,
        initial=True,
    )


class DocumentForm(ConcurrentEditForm, ModelForm):
    replaces = DocumentsField(
        GoverningDocument.objects.none(),
        label=gettext_lazy("Thay thế các văn bản"),
        required=False,
        help_text=gettext_lazy(
            "Các quy chế làm việc đang căn cứ vào văn bản bị thay thế sẽ được báo cần sửa đổi, bổ sung."
        ),
    )

    class Meta:
        model = GoverningDocument
        fields = DOCUMENT_FIELDS
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = (  # type: ignore[attr-defined]
            with_successors().exclude(pk=self.instance.pk).order_by("-issued_on", "number")
        )

    def current_values(self, instance: GoverningDocument) -> dict[str, Any]:  # type: ignore[override]
        return {"replaces": list(instance.replacements.values_list("replaced_id", flat=True))}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        same = (
            GoverningDocument.objects.filter(number=normalise(data.get("number") or ""))
            .exclude(pk=self.instance.pk)
            .first()
        )
        if same is not None:
            words = _("Sổ đã có văn bản số %(number)s, ban hành ngày %(day)s.") % {
                "number": same.number,
                "day": dates.day(same.issued_on),
            }
            self.add_error(
                "number", taken(words, reverse("delegations:document", args=[same.pk]), _("Mở văn bản này"))
            )
        return data

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, DOCUMENT_FIELDS)


class DocumentFilter(Filter):
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[
            ("", gettext_lazy("Tất cả")),
            ("dang-ap-dung", gettext_lazy("Đang áp dụng")),
            ("bi-thay-the", gettext_lazy("Đã bị thay thế")),
            ("chua-hieu-luc", gettext_lazy("Chưa có hiệu lực")),
        ],
    )


class RefusalForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do không nhận"),
        max_length=300,
        help_text=gettext_lazy("Người đề nghị đọc được lý do này."),
    )


class CoordinationForm(ConcurrentEditForm, ModelForm):
    """A coordination regulation; its parties are bodies, committees of the register, and others by name."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=gettext_lazy("Các tổ chức tham gia"), required=False
    )
    committees = forms.ModelMultipleChoiceField(
        SubordinateCommittee.objects.none(), label=gettext_lazy("Cấp uỷ trực thuộc tham gia"), required=False
    )
    others = forms.CharField(
        label=gettext_lazy("Bên khác"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mỗi bên một dòng, ví dụ: Đảng uỷ cơ quan, Chánh án."),
    )

    class Meta:
        model = CoordinationRegulation
        fields = COORDINATION_FIELDS
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, bodies: Any, seen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # what the user may look at: of another regulation that bears the number nothing more is said
        self.seen = seen
        self.fields["bodies"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["committees"].queryset = SubordinateCommittee.objects.in_protocol_order()  # type: ignore[attr-defined]

    def current_values(self, instance: CoordinationRegulation) -> dict[str, Any]:  # type: ignore[override]
        parties = list(instance.parties.order_by("position"))
        register = {fold(row.name): row.pk for row in SubordinateCommittee.objects.all()}
        names = [row.name for row in parties if row.name]
        return {
            "bodies": [row.body_id for row in parties if row.body_id],
            "committees": [register[fold(name)] for name in names if fold(name) in register],
            "others": "\n".join(name for name in names if fold(name) not in register),
        }

    def clean_others(self) -> str:
        for line in self.cleaned_data["others"].splitlines():
            if len(normalise(line)) > 200:
                raise forms.ValidationError(_("Tên mỗi bên tối đa 200 chữ."))
        return self.cleaned_data["others"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("effective_on") and data.get("lapses_on") and data["lapses_on"] < data["effective_on"]:
            self.add_error("lapses_on", _("Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."))
        same = (
            CoordinationRegulation.objects.filter(number=normalise(data.get("number") or ""))
            .exclude(pk=self.instance.pk)
            .first()
        )
        if same is not None and not self.seen.filter(pk=same.pk).exists():
            self.add_error(
                "number",
                _("Quy chế phối hợp %(number)s đã có trong hồ sơ. Nếu cần sửa, hãy báo văn phòng Tỉnh uỷ.")
                % {"number": same.number},
            )
        elif same is not None:
            words = _("Đã có quy chế phối hợp số %(number)s, hiệu lực từ %(day)s.") % {
                "number": same.number,
                "day": dates.day(same.effective_on),
            }
            address = reverse("delegations:coordination", query={"q": same.number, "tinh_trang": "tat-ca"})
            self.add_error("number", taken(words, address, _("Mở quy chế này")))
        if not self.errors:
            try:
                check_parties(data["kind"], self.parties())
            except Refused as refused:
                self.add_error("bodies", refused.message)
        return data

    def parties(self) -> list[Body | str]:
        """Return the parties in order: bodies, committees, others; on an edit that leaves them alike, in the
        order recorded."""
        data = self.cleaned_data
        names = [row.name for row in data.get("committees") or ()] + [
            normalise(line) for line in (data.get("others") or "").splitlines() if line.strip()
        ]
        wanted: list[Body | str] = [*(data.get("bodies") or ()), *names]
        if not self.instance.pk:
            return wanted
        place = {(row.body_id or fold(row.name)): row.position for row in self.instance.parties.all()}
        return sorted(
            wanted,
            key=lambda party: place.get(party.pk if isinstance(party, Body) else fold(party), len(place) + 1),
        )

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, COORDINATION_FIELDS)


class CoordinationFilter(Filter):
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        required=False,
        choices=[("", gettext_lazy("Mọi loại")), *CoordinationKind.choices],
    )
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Hiệu lực"),
        required=False,
        choices=[
            ("", gettext_lazy("Đang hiệu lực")),
            ("tat-ca", gettext_lazy("Tất cả")),
            ("het", gettext_lazy("Đã hết hiệu lực")),
        ],
    )


class CadenceForm(ConcurrentEditForm, ModelForm):
    months = forms.TypedChoiceField(label=gettext_lazy("Họp định kỳ mỗi"), coerce=int)

    class Meta:
        model = CadenceDecision
        fields = CADENCE_FIELDS

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self.fields["months"].choices = [(n, _("%(n)s tháng") % {"n": n}) for n in (1, 2, 3, 4, 6, 12)]  # type: ignore[attr-defined]
        self.fields["basis"].help_text = _(
            "Điều khoản của quy chế làm việc hoặc quyết định của tổ chức, ví dụ: 29-QC/ĐĐMT, Điều 6."
        )

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, CADENCE_FIELDS)


class EventForm(ConcurrentEditForm, ModelForm):
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Tổ chức chịu tác động"),
        help_text=gettext_lazy(
            "Các tổ chức này phải rà soát, kiện toàn nhân sự và sửa quy chế làm việc sau sự kiện."
        ),
    )

    class Meta:
        model = Event
        fields = EVENT_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].queryset = Body.objects.in_protocol_order()  # type: ignore[attr-defined]

    def current_values(self, instance: Event) -> dict[str, Any]:  # type: ignore[override]
        return {"bodies": list(instance.touched.values_list("body_id", flat=True))}

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, EVENT_FIELDS)


class EventFilter(Filter):
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        required=False,
        choices=[("", gettext_lazy("Mọi loại")), *EventKind.choices],
    )


class KeepUnchangedForm(Form):
    on = DateField(label=gettext_lazy("Ngày ghi nhận"))
    document = forms.CharField(
        label=gettext_lazy("Văn bản"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Biên bản, kết luận hoặc công văn ghi nhận việc rà soát."),
    )


class CommitteeForm(ConcurrentEditForm, ModelForm):
    class Meta:
        model = SubordinateCommittee
        fields = COMMITTEE_FIELDS

    def changes(self) -> dict[str, Any]:
        return values_of(self.cleaned_data, COMMITTEE_FIELDS)


class CommitteeFilter(Filter):
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[("", gettext_lazy("Đang hoạt động")), ("tat-ca", gettext_lazy("Tất cả"))],
    )
