"""Model fields that keep Vietnamese text in one Unicode form."""

from typing import Any

from django.db import models

from core.text import clean, normalise


class LineField(models.CharField):
    """One line of text, kept in NFC with single blanks, so that equal words are equal in the database."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return normalise(value) if isinstance(value, str) else value


class TextField(models.TextField):
    """Text of any length, its lines kept, cleaned as a line is: composed, without unseen marks. To the database a text like any other."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        name, _path, arguments, keywords = super().deconstruct()
        return name, "django.db.models.TextField", arguments, keywords
