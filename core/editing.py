"""Safe writes of records: save only the columns that changed, turn violated constraints into `Refused`, and
detect that two people edited one record at the same time."""

import copy
import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pghistory
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from core.dates import day
from core.errors import Refused
from core.secrecy import check_not_secret
from core.text import clean, normalise, same_name

SNAPSHOT = "ban_dau"
_SHORT = 80


# Writing one record --------------------------------------------------------------------------


def check_name_free(others: models.QuerySet[Any], name: str) -> None:
    """Raise Refused where one of the other records has this name, also in another spelling (`Toà`, `Tòa`) or
    with other capitals. One query."""
    key = same_name(name)
    for other in others.values_list("name", flat=True):
        if same_name(other) == key:
            kind = others.model._meta.verbose_name
            raise Refused(
                _("Đã có %(kind)s tên “%(name)s”. Hai tên chỉ khác cách viết là một tên.")
                % {
                    "kind": kind,
                    "name": other,
                },
                field="name",
            )


@contextmanager
def refusals(model: type[models.Model]) -> Iterator[None]:
    """Run the block in a savepoint; a constraint of the model that is hit raises Refused with its own
    sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        for constraint in model._meta.constraints:
            if constraint.name == name:
                raise Refused(str(constraint.get_violation_error_message())) from error
        for field in model._meta.concrete_fields:
            if (
                field.unique
                and name
                and field.column
                and name.startswith(f"{model._meta.db_table}_{field.column}")
            ):
                raise Refused(
                    _("Đã có %(kind)s với %(field)s này.")
                    % {
                        "kind": model._meta.verbose_name,
                        "field": field.verbose_name,
                    },
                    field=field.name,
                ) from error
        raise


def insert(record: models.Model) -> None:
    """Save a new record; raises Refused where a constraint forbids it."""
    with refusals(type(record)):
        record.save(force_insert=True)


def change(record: models.Model, values: Mapping[str, Any]) -> list[str]:
    """Set the values that differ, save just those columns and return the changed names.

    Raises Refused where a constraint forbids it; nothing is written when nothing differs.
    """
    changed = [name for name, value in values.items() if _plain(getattr(record, name)) != _plain(value)]
    if not changed:
        return []
    for name in changed:
        setattr(record, name, values[name])
    with refusals(type(record)):
        record.save(update_fields=changed)
    return changed


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return clean(value) if "\n" in value else normalise(value)


def remove(record: models.Model, *, advice: str) -> None:
    """Delete a record to which no other refers; raises Refused that counts those that do and ends with the
    advice."""
    try:
        with transaction.atomic():
            record.delete()
    except ProtectedError as error:
        counts: dict[str, int] = {}
        for thing in error.protected_objects:
            name = str(thing._meta.verbose_name)
            counts[name] = counts.get(name, 0) + 1
        kept = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
        raise Refused(
            _("Không xoá được “%(record)s” vì còn hồ sơ gắn với bản ghi này: %(kept)s. %(advice)s")
            % {
                "record": record,
                "kept": kept,
                "advice": advice,
            }
        ) from error


def withdraw(*records: models.Model, reason: str) -> None:
    """Delete records that were typed by mistake, in this order; their history stays, with the reason. Raises
    Refused for a reason with a secrecy mark."""
    check_not_secret(reason, field="reason")
    with pghistory.context(reason=normalise(reason)):
        for record in records:
            record.delete()


# Two people, one record ----------------------------------------------------------------------


def _canonical(value: Any) -> str:
    """Return a text that is equal for equal field values, typed or stored."""
    if value is None or value is False:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return "\n".join(normalise(line) for line in value.strip().splitlines())
    if isinstance(value, Iterable):
        return "\x1f".join(sorted(_canonical(item) for item in value))
    return str(value)


def _digest(value: Any) -> str:
    text = _canonical(value)
    return text if len(text) <= _SHORT else "#" + hashlib.sha256(text.encode()).hexdigest()


def _shown(field: forms.Field, value: Any) -> str:
    """Return a stored field value as text for a reader. A query where the field chooses records."""
    empty = _("(trống)")
    rows: Any = getattr(field, "queryset", None)
    labels: Any = (
        {} if rows is not None else {str(key): str(label) for key, label in getattr(field, "choices", ())}
    )
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(field, forms.BooleanField):
        return _("có") if value else _("không")
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        keys = [item.pk if isinstance(item, models.Model) else item for item in value or []]
        words = (
            [str(row) for row in rows.filter(pk__in=keys)]
            if rows is not None
            else [labels.get(str(key), str(key)) for key in keys]
        )
        return ", ".join(words) or empty
    if rows is not None:
        found = value if isinstance(value, models.Model) or value is None else rows.filter(pk=value).first()
        return str(found) if found else empty
    return str(labels.get(str(value), value)) if value not in (None, "") else empty


class ConcurrentEditForm(forms.Form):
    """A form of an existing record that carries a signed snapshot of what its user saw.

    At save, a field that only somebody else changed since then keeps the stored value (`merged` names it). A
    field that both changed gets an error once, which shows the stored value, while the input still shows
    this user's; a second save overwrites.

    `current` are the stored values by field name, read (and locked, in a POST) just before; a ModelForm
    reads them from its instance. Without them (a new record) the form behaves as any other.
    """

    def __init__(self, *args: Any, current: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        record = kwargs.get("instance")
        if record is not None:
            # Validation writes on a ModelForm's instance; the view's own record stays as it is stored.
            kwargs["instance"] = copy.copy(record)
            kwargs["initial"] = self.current_values(record) | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        instance = getattr(self, "instance", None)
        self._identity = ""
        if current is None and instance is not None and instance.pk:
            current = model_to_dict(instance, fields=list(self.fields)) | self.current_values(instance)
        if instance is not None and instance.pk:
            self._identity = f"{instance._meta.label}:{instance.pk}"
        self.current = (
            {name: current[name] for name in self.fields if name in current} if current is not None else None
        )
        self.merged: list[str] = []
        if self.current is not None:
            self.fields[SNAPSHOT] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=self._sign(self.current)
            )

    def current_values(self, instance: models.Model) -> dict[str, Any]:
        """Return the stored values of fields that are not columns of the instance (override where there are
        any)."""
        return {}

    def _sign(self, values: Mapping[str, Any]) -> str:
        return signing.dumps(
            {name: _digest(value) for name, value in values.items()},
            salt=f"ban-dau:{self._identity}",
            compress=True,
        )

    def _seen(self) -> dict[str, str] | None:
        raw = self.data.get(self.add_prefix(SNAPSHOT))
        if self.current is None or not raw:
            return None
        try:
            seen: dict[str, str] = signing.loads(raw, salt=f"ban-dau:{self._identity}")
        except signing.BadSignature:
            self.add_error(
                None, _("Phiếu này không còn khớp với bản ghi. Hãy xem lại nội dung rồi lưu lần nữa.")
            )
            self._resign({})
            return None
        return seen

    def _resign(self, unchanged: Mapping[str, str]) -> None:
        """Renew the snapshot, for showing the form again: the stored values of now, but for the `unchanged`
        fields, by name, the digests of the first snapshot."""
        fresh = {name: _digest(value) for name, value in (self.current or {}).items()} | dict(unchanged)
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix(SNAPSHOT)] = signing.dumps(
            fresh, salt=f"ban-dau:{self._identity}", compress=True
        )
        self.data = data

    def clean(self) -> dict[str, Any]:
        super().clean()
        seen = self._seen()
        if seen is None or self.current is None:
            return self.cleaned_data
        merged: dict[str, str] = {}
        for name, before in seen.items():
            if name not in self.current or name not in self.cleaned_data:
                continue
            stored, typed = _digest(self.current[name]), _digest(self.cleaned_data[name])
            if stored in (before, typed):
                continue
            field = self.fields[name]
            if typed == before:
                merged[name] = before
                self.merged.append(name)
                self.cleaned_data[name] = self._stored(field, self.current[name])
            else:
                self._refuse(name, field, self.current[name])
        if self.errors:
            self._resign(merged)
        return self.cleaned_data

    def _refuse(self, name: str, field: forms.Field, stored: Any) -> None:
        self.add_error(
            name,
            ValidationError(
                _(
                    "Trong lúc đồng chí đang sửa, người khác đã lưu ô này thành: “%(theirs)s”. Nội dung đồng"
                    " chí vừa gõ vẫn còn ở đây; hãy chọn, ghép lại cho đúng rồi lưu lần nữa."
                )
                % {"theirs": _shown(field, stored)},
                code="both-texts",
            ),
        )

    @staticmethod
    def _stored(field: forms.Field, value: Any) -> Any:
        if isinstance(field, forms.ModelMultipleChoiceField):
            return field.clean([item.pk if isinstance(item, models.Model) else item for item in value or []])
        if isinstance(field, forms.ModelChoiceField):
            return field.clean(value.pk if isinstance(value, models.Model) else value)
        return value

    @property
    def merged_labels(self) -> list[str]:
        """Return the labels of the fields that keep what another user saved meanwhile, for the message after
        saving."""
        return [str(self.fields[name].label) for name in self.merged]


def attempt(form: Any, service: Callable[..., Any], /, *about: Any, **values: Any) -> bool:
    """Call a service with a valid form's values and return whether it accepted them; its result is
    `form.made`.

    Where it raises Refused, what it wrote is rolled back, and the refusal is `form.refusal` and an error of
    the field it names, or of the form.
    """
    try:
        with transaction.atomic():
            form.made = service(*about, **values)
    except Refused as refusal:
        form.refusal = refusal
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True


def values_of(cleaned: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return those of a form's cleaned values that are named."""
    return {name: cleaned[name] for name in names if name in cleaned}
