"""Filters of the overview, kept in the address."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ErrorTextsMixin
from delegations.queries import kinds
from obligations.enums import Rule, Severity
from obligations.forms.filters import OPEN
from obligations.queries.findings import Filters


class OverviewFilter(ErrorTextsMixin, forms.Form):
    """What the overview is narrowed to: a kind of body everywhere, a rule and a severity in the list of
    findings."""

    loai = forms.ChoiceField(label=_("Loại tổ chức"), required=False)
    quy_tac = forms.ChoiceField(
        label=_("Quy tắc"), required=False, choices=[("", _("Mọi quy tắc")), *Rule.choices]
    )
    muc_do = forms.ChoiceField(
        label=_("Mức độ"), required=False, choices=[("", _("Mọi mức độ")), *Severity.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        loai = self.fields["loai"]
        assert isinstance(loai, forms.ChoiceField)
        self.kinds = kinds.choices()
        loai.choices = self.kinds.options(_("Mọi loại tổ chức"))
        self.is_valid()

    @property
    def kind_ids(self) -> tuple[int, ...]:
        return self.kinds.ids_of(self.cleaned_data.get("loai"))

    @property
    def of_kind(self) -> Filters:
        """The filter of tiles and heat map."""
        return Filters(kind_ids=self.kind_ids)

    @property
    def of_any_status(self) -> Filters:
        """The filter of the days on which findings turn."""
        rule, severity = self.cleaned_data.get("quy_tac"), self.cleaned_data.get("muc_do")
        return Filters(
            kind_ids=self.kind_ids,
            rules=[rule] if rule else (),
            severities=[severity] if severity else (),
        )

    @property
    def of_list(self) -> Filters:
        """The filter of the list of findings."""
        return replace(self.of_any_status, statuses=OPEN)

    @property
    def query(self) -> str:
        """The same filters of the list as a query of the work list's address, to be put before others; empty
        or ending in &."""
        return "".join(
            f"{name}={self.cleaned_data[name]}&" for name in self.fields if self.cleaned_data.get(name)
        )

    @property
    def kind_query(self) -> str:
        """The kind of body alone, likewise."""
        return f"loai={self.cleaned_data['loai']}&" if self.cleaned_data.get("loai") else ""

    @property
    def changed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)
