"""Attendance by name: one answer for each member, chosen by click or key."""

from typing import Any, NamedTuple

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.editing import ConcurrentEditForm
from core.forms import Form, InTemplate
from meetings.enums import AttendanceState
from meetings.queries.members import Member


class RollRow(NamedTuple):
    """A member with the two fields of the form that are theirs."""

    member: Member
    state: forms.BoundField
    reason: forms.BoundField


class RollForm(ConcurrentEditForm, Form):
    """The roll of a meeting's members; everybody is present until said otherwise.

    `stored` maps persons to (state, reason) as saved; None for a meeting that has no attendance yet.
    """

    layout = Layout(InTemplate("meetings/_attendance_roll.html"), Div("exception_reason", css_class="mt-3"))
    cursor_in_first = False
    exception_reason = forms.CharField(
        label=_("Lý do vẫn ghi nhận"),
        max_length=300,
        required=False,
        help_text=_("Chỉ cần khi cuộc họp không đủ thành phần."),
    )

    def __init__(
        self,
        *args: Any,
        there: list[Member],
        stored: dict[int, tuple[str, str]],
        exception_reason: str = "",
        **kwargs: Any,
    ) -> None:
        self.there = there
        current: dict[str, Any] = {"exception_reason": exception_reason}
        for member in there:
            key = member.person.pk
            state, reason = stored.get(key, ("", ""))
            current |= {f"s{key}": state, f"r{key}": reason}
        initial = {name: value for name, value in current.items() if value}
        unrecorded = AttendanceState.ABSENT if stored else AttendanceState.PRESENT
        for member in there:
            initial.setdefault(f"s{member.person.pk}", unrecorded)
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, current=None, **kwargs)
        for member in there:
            key = member.person.pk
            self.fields[f"s{key}"] = forms.ChoiceField(
                choices=AttendanceState.choices, widget=forms.RadioSelect, label=member.person.full_name
            )
            self.fields[f"r{key}"] = forms.CharField(max_length=200, required=False, label=_("Lý do vắng"))
            self.fields[f"r{key}"].widget.attrs.update(
                {
                    "class": "form-control form-control-sm",
                    "placeholder": _("lý do"),
                    "aria-label": _("Lý do vắng"),
                }
            )
        self._watch(current if stored else None)

    def _watch(self, current: dict[str, Any] | None) -> None:
        """Take the snapshot after the members' fields stand."""
        if current is not None:
            self.current = current
            self.fields["ban_dau"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=self._sign(current)
            )

    def rows(self) -> list[RollRow]:
        return [
            RollRow(member, self[f"s{member.person.pk}"], self[f"r{member.person.pk}"])
            for member in self.there
        ]

    def states(self) -> dict[int, AttendanceState]:
        return {
            member.person.pk: AttendanceState(self.cleaned_data[f"s{member.person.pk}"])
            for member in self.there
        }

    def reasons(self) -> dict[int, str]:
        return {member.person.pk: self.cleaned_data[f"r{member.person.pk}"] for member in self.there}

    def present(self) -> int:
        """Return how many are shown as present: as typed, else as initially set."""
        if self.is_bound:
            return sum(
                1
                for member in self.there
                if self.data.get(self.add_prefix(f"s{member.person.pk}")) == AttendanceState.PRESENT
            )
        return sum(
            1 for member in self.there if self.initial.get(f"s{member.person.pk}") == AttendanceState.PRESENT
        )
