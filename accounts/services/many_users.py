"""Accounts made together from a list that was copied out of a workbook: read, shown with what is wrong in
each
row, then made all or none."""

import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import BodyGrant, User
from accounts.permissions import check_can_administer
from accounts.services import users
from core.errors import Refused
from core.text import fold

MOST = 200
COLUMNS = 5
_DIVIDERS = re.compile(r"\t|\s*;\s*")
_USERNAME = re.compile(r"[\w.@+-]{1,150}\Z")
# Readers are given parts one by one, administrators singly and with care.
_ROLES = (Role.STAFF, Role.LEADER, Role.SECRETARY)


class Row(NamedTuple):
    """A row as it was read: `error` says what is wrong, "" where it can be made."""

    number: int
    full_name: str
    username: str
    email: str
    role: str
    bodies: list[Any]
    error: str

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""


def read(text: str) -> list[Row]:
    """Return the rows of a list: name, user name (may be empty), address, role, codes or names of bodies with
    commas; cells divided by tabs, as a workbook copies them, or semicolons. A row of headings is passed over.
    Raises Refused for an empty or too long list. Two queries."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and fold(lines[0]).startswith(("ho va ten", "ho ten")):
        lines = lines[1:]
    if not lines:
        raise Refused(_("Danh sách chưa có dòng nào."), field="rows")
    if len(lines) > MOST:
        raise Refused(_("Mỗi lần nhiều nhất %(most)s dòng.") % {"most": MOST}, field="rows")
    taken = {name.casefold() for name in User.objects.values_list("username", flat=True)}
    bodies = _bodies()
    found = []
    for number, line in enumerate(lines, 1):
        row = _row(number, [cell.strip() for cell in _DIVIDERS.split(line)], taken, bodies)
        taken.add(row.username.casefold())
        found.append(row)
    return found


def _bodies() -> dict[str, Any]:
    model: Any = BodyGrant._meta.get_field("body").related_model
    return {fold(key): body for body in model.objects.all() for key in (body.code, body.name)}


def _row(number: int, cells: list[str], taken: set[str], bodies: dict[str, Any]) -> Row:
    full_name, username, email, role_words, body_words = (*cells, *[""] * COLUMNS)[:COLUMNS]
    role = next(
        (role.value for role in _ROLES if fold(role_words) in {fold(str(role.label)), role.value}), ""
    )
    named = [words.strip() for words in body_words.split(",") if words.strip()]
    granted = [bodies[fold(words)] for words in named if fold(words) in bodies]
    wrong = [words for words in named if fold(words) not in bodies]
    username = username or _made_name(full_name, taken)
    return Row(
        number,
        full_name,
        username,
        email,
        role,
        granted,
        _error(cells, username, taken, role, wrong, granted),
    )


def _error(
    cells: list[str], username: str, taken: set[str], role: str, wrong: list[str], granted: list[Any]
) -> str:
    full_name, _username, email, role_words = (*cells, *[""] * COLUMNS)[:4]
    if len(cells) > COLUMNS:
        return _("Nhiều hơn 5 cột.")
    if not full_name or len(full_name) > 120:
        return _("Thiếu họ và tên, hoặc dài quá 120 chữ.")
    if not _USERNAME.match(username):
        return _("Tên đăng nhập chỉ gồm chữ, số và . _ - @.")
    if username.casefold() in taken:
        return _("Tên đăng nhập “%(name)s” đã có.") % {"name": username}
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return _("Thư điện tử “%(email)s” không đúng.") % {"email": email}
    if not role:
        return _("Vai trò “%(role)s” không có; ghi một trong: %(roles)s.") % {
            "role": role_words,
            "roles": ", ".join(str(role.label) for role in _ROLES),
        }
    if wrong:
        return _("Không có tổ chức “%(body)s”.") % {"body": wrong[0]}
    if role == Role.SECRETARY and not granted:
        return _("Thư ký phải có ít nhất một tổ chức.")
    return ""


def _made_name(full_name: str, taken: set[str]) -> str:
    """Return a user name of a person's name: Nguyễn Văn An is an.nv, the second one an.nv2."""
    words = re.findall(r"[a-z0-9]+", fold(full_name))
    if not words:
        return ""
    base = ".".join(filter(None, (words[-1], "".join(word[0] for word in words[:-1]))))
    numbered = (base if number == 1 else f"{base}{number}" for number in range(1, MOST + len(taken) + 2))
    return next(name for name in numbered if name.casefold() not in taken)


@transaction.atomic
def make(rows: list[Row], *, by: User) -> list[tuple[User, str]]:
    """Make all accounts and return each with its first password, which is shown once. Raises Refused, and
    makes none, where a row has an error."""
    check_can_administer(by)
    if bad := next((row for row in rows if row.error), None):
        raise Refused(
            _("Dòng %(number)s: %(error)s") % {"number": bad.number, "error": bad.error}, field="rows"
        )
    return [
        users.create(
            username=row.username,
            full_name=row.full_name,
            email=row.email,
            role=row.role,
            reach=users.Reach({body.pk for body in row.bodies}),
            by=by,
        )
        for row in rows
    ]
