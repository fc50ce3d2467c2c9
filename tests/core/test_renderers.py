"""Controls drawn in Python are those of Django's own templates."""

import datetime as dt
import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from core.renderers import _DRAWN

CHOICES = [("", "—"), ("a", "A <b>"), ("Nhóm & khác", [("c'", mark_safe("<i>C</i>")), (4, "Bốn")])]
WIDGETS: dict[str, Any] = {
    "text": forms.TextInput,
    "date": forms.DateInput,
    "time": forms.TimeInput,
    "number": forms.NumberInput,
    "e-mail": forms.EmailInput,
    "hidden": forms.HiddenInput,
    "password": forms.PasswordInput,
    "checkbox": forms.CheckboxInput,
    "file": forms.FileInput,
    "long text": forms.Textarea,
    "choice": lambda: forms.Select(choices=CHOICES),
    "choices": lambda: forms.SelectMultiple(choices=CHOICES),
}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(min_value=dt.date(1900, 1, 1)),
    st.sampled_from(["a", "c'", 4, mark_safe("<u>đã thoát</u>")]),
)
ATTRS = st.dictionaries(
    st.sampled_from(["class", "required", "data-x", "maxlength", "title"]),
    st.one_of(st.booleans(), st.integers(), st.text(), st.just(mark_safe("&amp;"))),
)


def squeezed(markup: str) -> str:
    """Return markup without the white space that Django's templates leave between options."""
    return re.sub(r"\s*(</?(?:select|optgroup|option)\b[^>]*>)\s*", r"\1", markup)


@pytest.mark.parametrize("name", WIDGETS)
@settings(max_examples=30)
@given(name_of_field=st.one_of(st.just("ten"), st.text(min_size=1)), value=VALUES, attrs=ATTRS)
def test_a_control_is_what_djangos_template_draws(
    name: str, name_of_field: str, value: Any, attrs: dict[str, Any]
) -> None:
    widget = WIDGETS[name]()
    ours = widget.render(name_of_field, value, attrs, renderer=get_default_renderer())
    django = widget.render(name_of_field, value, attrs, renderer=DjangoTemplates())

    assert widget.template_name in _DRAWN
    assert squeezed(ours) == squeezed(django)
