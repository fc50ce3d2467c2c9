"""The one filter that every page for leaders shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ErrorTextsMixin
from delegations.queries import kinds
from obligations.queries.findings import Filters


class KindFilter(ErrorTextsMixin, forms.Form):
    """Narrows a page to one kind of body, or to a level; nonsense narrows nothing."""

    loai = forms.ChoiceField(label=_("Loại tổ chức"), required=False)

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
    def kind_name(self) -> str:
        return self.kinds.name_of(self.cleaned_data.get("loai"))

    @property
    def filters(self) -> Filters:
        return Filters(kind_ids=self.kind_ids)

    @property
    def changed(self) -> bool:
        return bool(self.kind_ids)
