"""Model fields that keep Vietnamese text in one Unicode form."""

from typing import Any

from django.db import models

from core.text import normalise


class LineField(models.CharField):
    """One line of text, kept in NFC with single blanks, so that equal words are equal in the database."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return normalise(value) if isinstance(value, str) else value
