"""Choosing a person by typing a name, as a field of forms."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import fold
from delegations.models import GoverningDocument, Person

_WITH_CODE = re.compile(r"^(?P<name>.*)\((?P<code>[^()]+)\)\s*$")


class PersonInput(forms.TextInput):
    """A text box with suggestions from the directory: a list `nn-people` stands on the page and is filled
    while a name is typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        suggesting = {
            "autocomplete": "off",
            "placeholder": gettext_lazy("gõ họ tên hoặc mã cán bộ"),
            "data-person": "",
            "role": "combobox",
            "aria-autocomplete": "list",
            "aria-expanded": "false",
            "aria-controls": "nn-people",
            "hx-get": reverse_lazy("delegations:suggest_people"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#nn-people",
            "hx-params": "*",
            "data-quiet": "",
        }
        super().__init__({**suggesting, **(attrs or {})})


class PersonField(forms.CharField):
    """A person of `people`, typed as a name, a code, or as suggested: “Nguyễn Văn An (CB00012)”."""

    widget = PersonInput

    def __init__(self, *, people: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.people: QuerySet[Person] = Person.objects.none() if people is None else people

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, Person) else value

    def clean(self, value: Any) -> Person | None:
        text = super().clean(value)
        if not text:
            return None
        match = _WITH_CODE.match(text)
        code = match["code"].strip() if match else text.strip()
        found = list(self.people.filter(code__iexact=code))
        exact = [person for person in found if person.code == code] or found
        if len(exact) == 1:
            return exact[0]
        wanted = match["name"] if match else text
        alike = list(self.people.matching(wanted).in_name_order()[:50])  # type: ignore[attr-defined]
        same = [person for person in alike if fold(person.full_name) == fold(wanted)] or alike
        if len(same) == 1:
            return same[0]
        if same:
            names = "; ".join(shown(person) for person in same[:3])
            raise forms.ValidationError(
                _("Có nhiều đồng chí khớp: %(names)s… Hãy ghi rõ mã cán bộ.") % {"names": names},
                code="ambiguous",
            )
        raise forms.ValidationError(_("Không có “%(text)s” trong danh bạ.") % {"text": text}, code="unknown")


class DocumentsField(forms.ModelMultipleChoiceField):
    """Documents of the register, each with its title and with what replaces it: a number alone tells nobody
    what it is."""

    def label_from_instance(self, obj: Any) -> str:
        document: GoverningDocument = obj
        successors = ", ".join(link.replacing.number for link in document.superseded_through.all())
        words = f"{document.number}: {document.title}" if document.title else document.number
        return (
            _("%(document)s (đã bị %(successors)s thay thế)") % {"document": words, "successors": successors}
            if successors
            else words
        )


def shown(person: Person) -> str:
    """Return how a person is written in a PersonField."""
    return f"{person.full_name} ({person.code})"


class NewPersonMixin:
    """For forms in which somebody who is not in the directory yet may be typed: ticked as new, the typed name
    stands in `new_name` and the field of the person is empty."""

    @staticmethod
    def new_field() -> forms.BooleanField:
        return forms.BooleanField(
            label=gettext_lazy("Cán bộ mới, thêm vào danh bạ với họ tên vừa gõ"), required=False
        )

    def take_new(self: Any, field: str, data: dict[str, Any]) -> None:
        """Take what was typed in the field as a new person's name where that is ticked, else offer to."""
        typed = str(self.data.get(self.add_prefix(field), "")).strip()
        if data.get("is_new") and typed:
            self.errors.pop(field, None)
            data["new_name"] = typed[:120]
            data.pop(field, None)
        elif self.has_error(field, "unknown"):
            self.add_error("is_new", _("Nếu là cán bộ chưa có trong danh bạ, hãy đánh dấu ô này."))
