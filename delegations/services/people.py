"""Register and correct people: the least that the duties need."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.errors import Refused
from delegations.models import Person
from delegations.permissions import check_can_edit_person, check_can_edit_registers
from records.codes import next_code

# Codes stand in addresses (/danh-ba/<mã>/); these words are other pages there.
RESERVED_CODES = frozenset({"them", "in", "xuat", "vcard", "goi-y", "chuc-vu"})


@transaction.atomic
def register(*, full_name: str, by: User, code: str = "", email: str = "", phone: str = "") -> Person:
    """Register a person; an empty code takes the next number. Whoever may edit a body may register its
    people."""
    check_code(code)
    person = Person(
        code=code or next_code(Person, "CB", digits=5), full_name=full_name, email=email, phone=phone
    )
    editing.insert(person)
    return person


@transaction.atomic
def edit(*, person: Person, changes: Mapping[str, Any], by: User) -> list[str]:
    check_can_edit_person(by, person)
    check_code(str(changes.get("code", "")))
    return editing.change(person, changes)


@transaction.atomic
def delete(*, person: Person, by: User) -> None:
    """Delete a person registered by mistake who never held a seat."""
    check_can_edit_registers(by)
    editing.remove(person, advice=_("Hồ sơ cán bộ đã có hoạt động thì giữ lại để tra cứu."))


def check_code(code: str) -> None:
    """Raise Refused for a code that is the address of another page."""
    if code.lower() in RESERVED_CODES:
        raise Refused(
            _("“%(code)s” là tên một trang của hệ thống. Hãy chọn mã khác.") % {"code": code}, field="code"
        )
