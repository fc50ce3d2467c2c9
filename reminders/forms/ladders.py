"""Forms of the ladder, the settings for mail, and snoozes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, ErrorTextsMixin, Form, FormSet, ModelForm
from delegations.models import Body
from obligations.enums import Rule
from outbox.models import MailPolicy
from reminders.enums import Audience
from reminders.models import ReminderPolicy
from reminders.services.ladders import Rung

ROWS = 8


class LadderForm(Form):
    """For what, from when, why."""

    rule = forms.ChoiceField(
        label=_("Quy tắc"), required=False, choices=[("", _("Mọi quy tắc")), *Rule.choices]
    )
    body = forms.ModelChoiceField(
        label=_("Tổ chức đảng"),
        required=False,
        queryset=Body.objects.none(),
        empty_label=_("Mọi tổ chức"),
        to_field_name="code",
    )
    starts_on = DateField(label=_("Áp dụng từ ngày"))
    note = forms.CharField(label=_("Căn cứ, ghi chú"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Body.objects.in_protocol_order()


# Who owes an answer to a consultation is mailed with the body's contact, on no rung of their own.
# Those whom a finding itself names are told whenever the body is, and stand on no ladder.
PERSONAL = {Audience.CONSULTED.value, Audience.ASSIGNED.value}
ON_A_LADDER = [choice for choice in Audience.choices if choice[0] not in PERSONAL]


class RungForm(ErrorTextsMixin, forms.Form):
    """One rung. A row without recipients is no rung."""

    days = forms.IntegerField(label=_("Số ngày so với hạn"), required=False, min_value=-365, max_value=3650)
    audiences = forms.MultipleChoiceField(
        label=_("Gửi tới"),
        required=False,
        choices=ON_A_LADDER,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )


RungFormSet = forms.formset_factory(
    RungForm, formset=FormSet, extra=0, min_num=ROWS, max_num=ROWS, absolute_max=ROWS
)


def rungs(formset: Any) -> list[Rung]:
    """Return the rungs of a valid formset."""
    return [
        Rung(form.cleaned_data.get("days"), form.cleaned_data["audiences"])
        for form in formset
        if form.cleaned_data.get("audiences")
    ]


HOUR = forms.TimeInput(format="%H:%M", attrs={"placeholder": "07:30"})
OF_ALL_MAILS = forms.fields_for_model(
    MailPolicy,
    ["sender_name", "reply_to", "contact", "quiet_from", "quiet_until"],
    widgets={"quiet_from": HOUR, "quiet_until": HOUR},
)


class PolicyForm(ModelForm):
    """The office's settings for reminding, with those of all its mails."""

    sender_name, reply_to, contact, quiet_from, quiet_until = OF_ALL_MAILS.values()
    field_order = [
        "sender_name",
        "office_address",
        "reply_to",
        "contact",
        "plan_at",
        "quiet_from",
        "quiet_until",
        "mail_on_days_off",
        "brief_weekday",
    ]

    class Meta:
        model = ReminderPolicy
        fields = ["office_address", "plan_at", "mail_on_days_off", "brief_weekday"]
        widgets = {"plan_at": HOUR}

    def mails(self) -> MailPolicy:
        """Return the settings of all mails that were typed."""
        return MailPolicy(**{name: self.cleaned_data[name] for name in OF_ALL_MAILS})


class SnoozeForm(Form):
    """Until when, and why."""

    until = DateField(label=_("Không nhắc đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
