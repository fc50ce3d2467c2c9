"""The one filter that every page for leaders shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ErrorTextsMixin
from delegations.models import BodyKind
from obligations.queries.findings import Filters


class KindFilter(ErrorTextsMixin, forms.Form):
    """Narrows a page to one kind of body; nonsense narrows nothing."""

    loai = forms.ChoiceField(label=_("Loại tổ chức"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        loai = self.fields["loai"]
        assert isinstance(loai, forms.ChoiceField)
        loai.choices = [
            ("", _("Mọi loại tổ chức")),
            *(
                (str(pk), name)
                for pk, name in BodyKind.objects.order_by("position", "name").values_list("pk", "name")
            ),
        ]
        self.is_valid()

    @property
    def kind_ids(self) -> tuple[int, ...]:
        return (int(self.cleaned_data["loai"]),) if self.cleaned_data.get("loai") else ()

    @property
    def kind_name(self) -> str:
        loai = self.fields["loai"]
        assert isinstance(loai, forms.ChoiceField)
        return str(dict(loai.choices).get(self.cleaned_data.get("loai") or "", ""))  # type: ignore[arg-type]

    @property
    def filters(self) -> Filters:
        return Filters(kind_ids=self.kind_ids)

    @property
    def changed(self) -> bool:
        return bool(self.kind_ids)
