"""Forms of decisions, consultations, tasks, matters and papers."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import (
    ColumnsForm,
    DateField,
    ErrorTextsMixin,
    FieldRow,
    Form,
    FormSet,
    InTemplate,
    UploadsForm,
)
from delegations.models import Person
from meetings.enums import Answer, TaskQuality
from meetings.forms.meetings import WHY_STILL
from meetings.models import AgendaItem, Decision, Matter, Task, WrittenConsultation
from meetings.queries.consultations import Reply
from meetings.queries.members import Member
from meetings.services.tasks import NewTask


class DecisionForm(ColumnsForm):
    """A decision with its votes."""

    layout = Layout(
        "agenda_item",
        "title",
        FieldRow("theme", "matter", "outcome"),
        FieldRow("number", "decided_on", "method"),
        FieldRow("votes_for", "votes_against", "votes_abstaining", Div("adopted", css_class="nn-tick")),
        InTemplate("meetings/_majority.html"),
        "reserved_opinions",
        FieldRow("committee_opinion", "committee_opinion_on"),
        InTemplate("meetings/decision_form.html#cautions"),
        "exception_reason",
    )
    decided_on = DateField(label=_("Ngày quyết nghị"))
    committee_opinion_on = DateField(label=_("Ngày có ý kiến cấp uỷ cơ quan"), required=False)

    class Meta:
        model = Decision
        fields = (
            "agenda_item",
            "title",
            "theme",
            "matter",
            "outcome",
            "number",
            "decided_on",
            "method",
            "adopted",
            "votes_for",
            "votes_against",
            "votes_abstaining",
            "reserved_opinions",
            "committee_opinion",
            "committee_opinion_on",
            "exception_reason",
        )
        widgets = {"reserved_opinions": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, agenda: "QuerySet[AgendaItem]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_items(self, agenda)
        matters = self.fields["matter"]
        assert isinstance(matters, forms.ModelChoiceField)
        matters.queryset = Matter.objects.order_by("position", "name")
        matters.empty_label = str(_("ngoài bảng thẩm quyền"))
        self.fields["exception_reason"].help_text = WHY_STILL


def offer_items(form: forms.ModelForm, agenda: "QuerySet[AgendaItem]") -> None:
    """Let one choose an item of the agenda for a record of a meeting; a meeting without an agenda, and a
    consultation, have no such field."""
    items = list(agenda)
    if not items:
        del form.fields["agenda_item"]
        helper: FormHelper = form.helper  # type: ignore[attr-defined]
        if helper.layout:
            helper.layout = Layout(*(part for part in helper.layout.fields if part != "agenda_item"))
        return
    choice = form.fields["agenda_item"]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = agenda
    choice.label, choice.empty_label = _("Thuộc nội dung họp"), _("(không theo nội dung nào)")
    choice.widget.attrs.pop("data-choose", None)


class ConsultationForm(ColumnsForm):
    sent_on = DateField(label=_("Ngày gửi"))
    deadline_on = DateField(
        label=_("Hạn trả lời"), help_text=_("Quá hạn không trả lời được coi là đồng ý, và được ghi riêng.")
    )

    class Meta:
        model = WrittenConsultation
        fields = ("subject", "theme", "sent_on", "deadline_on", "exception_reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exception_reason"].help_text = WHY_STILL


class AnswersForm(Form):
    """What each member answered in writing; the empty choice is silence."""

    layout = Layout("answered_on", InTemplate("meetings/_answer_rows.html"))
    answered_on = DateField(label=_("Ngày nhận trả lời"))

    def __init__(self, *args: Any, replies: list[Reply], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.replies = replies
        for reply in replies:
            key = reply.member.person.pk
            self.fields[f"a{key}"] = forms.ChoiceField(
                choices=[("", _("Chưa trả lời")), *Answer.choices],
                required=False,
                widget=forms.RadioSelect,
                label=reply.member.person.full_name,
                initial=reply.answer.answer if reply.answer else "",
            )
            self.fields[f"y{key}"] = forms.CharField(
                required=False,
                label=_("Ý kiến"),
                max_length=1000,
                initial=reply.answer.remark if reply.answer else "",
            )
            self.fields[f"y{key}"].widget.attrs.update(
                {
                    "class": "form-control form-control-sm",
                    "placeholder": _("ý kiến"),
                    "aria-label": _("Ý kiến"),
                }
            )

    def rows(self) -> list[tuple[Reply, forms.BoundField, forms.BoundField]]:
        return [
            (reply, self[f"a{reply.member.person.pk}"], self[f"y{reply.member.person.pk}"])
            for reply in self.replies
        ]

    def answers(self) -> dict[int, str]:
        return {
            reply.member.person.pk: self.cleaned_data[f"a{reply.member.person.pk}"] for reply in self.replies
        }

    def remarks(self) -> dict[int, str]:
        return {
            reply.member.person.pk: self.cleaned_data[f"y{reply.member.person.pk}"] for reply in self.replies
        }


class CloseForm(Form):
    closed_on = DateField(label=_("Ngày tổng hợp"))


class TaskForm(ColumnsForm):
    """A task: what, who, by when; later what came of it."""

    due_on = DateField(label=_("Hạn hoàn thành"), required=False)
    done_on = DateField(label=_("Ngày hoàn thành"), required=False)

    class Meta:
        model = Task
        fields = ("agenda_item", "title", "assignee", "due_on", "done_on", "result", "quality")
        widgets = {"result": forms.Textarea(attrs={"rows": 3})}

    def __init__(
        self, *args: Any, there: list[Member], agenda: "QuerySet[AgendaItem]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_items(self, agenda)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ModelChoiceField)
        people = [member.person.pk for member in there]
        if self.instance.assignee_id:
            people.append(self.instance.assignee_id)
        assignee.queryset = Person.objects.filter(pk__in=people).in_name_order()
        if not self.instance.pk:
            del self.fields["done_on"], self.fields["result"], self.fields["quality"]

    def given(self) -> NewTask:
        person = self.cleaned_data.get("assignee")
        return NewTask(
            self.cleaned_data["title"],
            person.pk if person else None,
            self.cleaned_data.get("due_on"),
            self.cleaned_data.get("agenda_item"),
        )


class TaskRow(ErrorTextsMixin, forms.Form):
    """A task given on the screen of a meeting; an empty title leaves it out."""

    title = forms.CharField(max_length=500, required=False)
    assignee = forms.ModelChoiceField(queryset=Person.objects.none(), required=False)
    due_on = DateField(required=False)

    def __init__(self, *args: Any, there: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ModelChoiceField)
        assignee.queryset = Person.objects.filter(pk__in=[member.person.pk for member in there])
        assignee.choices = [
            ("", str(_("người thực hiện"))),
            *((member.person.pk, member.person.full_name) for member in there),
        ]
        for name, label, classes in (
            ("title", _("Nhiệm vụ"), "form-control"),
            ("assignee", _("Người thực hiện"), "form-select"),
            ("due_on", _("Hạn"), "form-control"),
        ):
            self.fields[name].widget.attrs.update(
                {"class": classes, "aria-label": str(label), "placeholder": str(label)}
            )

    def given(self) -> NewTask:
        person = self.cleaned_data.get("assignee")
        return NewTask(
            self.cleaned_data["title"], person.pk if person else None, self.cleaned_data.get("due_on")
        )


class TaskRows(FormSet):
    def given(self) -> list[NewTask]:
        """Return the typed tasks; rows without a title are left out."""
        return [form.given() for form in self.forms if form.cleaned_data.get("title")]


def task_rows(data: Any = None, *, there: list[Member], spare: int = 2) -> TaskRows:
    """Return empty rows for the tasks that a meeting gives."""
    made: type[TaskRows] = forms.formset_factory(
        TaskRow, formset=TaskRows, extra=spare, max_num=40, absolute_max=40
    )  # type: ignore[assignment]
    return made(data, form_kwargs={"there": there}, prefix="nhiem-vu")


class FinishForm(Form):
    done_on = DateField(label=_("Ngày hoàn thành"))
    result = forms.CharField(label=_("Kết quả"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    quality = forms.ChoiceField(
        label=_("Mức hoàn thành"),
        required=False,
        choices=[("", _("chưa đánh giá")), *TaskQuality.choices],
        help_text=_("Dùng khi đánh giá, xếp loại quý, năm."),
    )


class MatterForm(ColumnsForm):
    reserved_from = DateField(
        label=_("Thuộc thẩm quyền Ban Thường vụ từ ngày"),
        required=False,
        help_text=_("Để trống nếu tổ chức được tự quyết định."),
    )
    reserved_until = DateField(label=_("Đến ngày"), required=False)

    class Meta:
        model = Matter
        fields = ("name", "reserved_from", "reserved_until", "reference", "position")


class PaperForm(UploadsForm):
    """Files to hang on a record, and the item of the agenda that they belong to."""

    item = forms.ModelChoiceField(
        label=_("Thuộc nội dung"), queryset=AgendaItem.objects.none(), required=False
    )
    field_order = ("upload", "item", "not_secret")

    def __init__(self, *args: Any, agenda: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agenda is None:
            del self.fields["item"]
        else:
            items = self.fields["item"]
            assert isinstance(items, forms.ModelChoiceField)
            items.queryset = agenda
            items.empty_label = str(_("chung cả cuộc họp"))
