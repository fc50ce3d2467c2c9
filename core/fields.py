"""Model fields for what people type: kept in one Unicode form, and free of state secrets."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.errors import Refused
from core.secrecy import check_not_secret
from core.text import clean, normalise


def _no_secrets(value: Any) -> None:
    try:
        check_not_secret(str(value))
    except Refused as refusal:
        raise ValidationError(refusal.message, code="secret") from refusal


class _Open(models.Field):
    """A text that is looked at for secrecy marks: by forms of its model, and whenever the product writes it,
    whoever writes: Refused names the field."""

    default_validators = [_no_secrets]  # Django's own word for it

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            check_not_secret(value, field=self.name)
        return value


class LineField(_Open, models.CharField):
    """One line of text, kept in NFC with single blanks, so that equal words are equal in the database."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return normalise(value) if isinstance(value, str) else value


class TextField(_Open, models.TextField):
    """Text of any length, its lines kept, cleaned as a line is: composed, without unseen marks. To the
    database a text like any other."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        name, _path, arguments, keywords = super().deconstruct()
        return name, "django.db.models.TextField", arguments, keywords
