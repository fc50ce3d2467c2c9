"""Accounts made, changed and stopped together from a list, pasted or read from a workbook: read, shown with
what each row does or what is wrong in it, then done all or not at all."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from accounts.models import BodyGrant, User
from accounts.permissions import check_can_administer
from accounts.queries import posts
from accounts.services import users
from core.errors import Refused
from core.text import fold

MOST = 500
MOST_NEW = 200
"""A first password is worked out for each, which is slow by design."""
_DIVIDERS = re.compile(r"\t|\s*;\s*")
_USERNAME = re.compile(r"[\w.@+-]{1,150}\Z")
# Readers are given parts one by one, administrators singly and with care.
_ROLES = (Role.STAFF, Role.LEADER, Role.SECRETARY)

HEADINGS = {
    "full_name": gettext_lazy("Họ và tên"),
    "username": gettext_lazy("Tên đăng nhập"),
    "email": gettext_lazy("Thư điện tử"),
    "role": gettext_lazy("Vai trò"),
    "bodies": gettext_lazy("Tổ chức"),
    "seats": gettext_lazy("Chức danh (mã vị trí)"),
    "active": gettext_lazy("Đang dùng"),
}
"""The columns of a list, in their order, which a row of headings may change or leave out."""
_YES, _NO = {"", "co", "x", "dung", "dang dung", "1"}, {"khong", "ngung", "da ngung", "0"}


class Act:
    """What a row does."""

    MAKE = gettext_lazy("tạo tài khoản")
    CHANGE = gettext_lazy("sửa")
    STOP = gettext_lazy("ngừng tài khoản")
    REOPEN = gettext_lazy("cho dùng lại")
    NOTHING = gettext_lazy("giữ nguyên")


@dataclass
class Row:
    """A row as it was read: `error` says what is wrong, "" where it can be done; `act` what it does, with
    `changes` of an account that is there (`user`) in words."""

    number: int
    full_name: str = ""
    username: str = ""
    email: str = ""
    role: str = ""
    bodies: list[Any] = field(default_factory=list)
    seats: list[Any] = field(default_factory=list)
    person: Any = None
    is_active: bool = True
    user: User | None = None
    act: Any = Act.MAKE
    changes: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    @property
    def is_made(self) -> bool:
        return self.user is None

    @property
    def is_nothing(self) -> bool:
        return self.act == Act.NOTHING


class Preview(NamedTuple):
    """What a list does, counted, for the page that shows it before it is done."""

    rows: list[Row]
    wrong: int
    counts: dict[str, int]

    @property
    def does_something(self) -> bool:
        return not self.wrong and any(self.counts.values())

    @property
    def makes_some(self) -> bool:
        return bool(self.counts["made"])


def preview(rows: list[Row]) -> Preview:
    """Return the rows with how many accounts they make, change and stop."""
    acts = Counter(str(row.act) for row in rows if not row.error)
    counts = {
        "made": acts[str(Act.MAKE)],
        "changed": acts[str(Act.CHANGE)] + acts[str(Act.REOPEN)],
        "stopped": acts[str(Act.STOP)],
    }
    return Preview(rows, sum(bool(row.error) for row in rows), counts)


def read(text: str, *, by: User, on: dt.date, first: int = 1) -> list[Row]:
    """Return the rows of a list: the cells of `HEADINGS`, divided by tabs, as a workbook copies them, or
    semicolons; of an account that is there, cells that the list lacks stay as they are. `first` is the
    number of the first line. Raises Refused for an empty or too long list. Some queries, however many
    rows."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), first) if line.strip()]
    columns = list(HEADINGS)
    if lines and fold(_cells(lines[0][1])[0]).startswith(("ho va ten", "ho ten")):
        columns = _columns(_cells(lines[0][1]))
        lines = lines[1:]
    if not lines:
        raise Refused(_("Danh sách chưa có dòng nào."), field="rows")
    if len(lines) > MOST:
        raise Refused(_("Mỗi lần nhiều nhất %(most)s dòng.") % {"most": MOST}, field="rows")
    reader = _Reader(by, on)
    found = [reader.row(number, columns, _cells(line)) for number, line in lines]
    if sum(row.is_made for row in found) > MOST_NEW:
        words = _("Mỗi lần tạo nhiều nhất %(most)s tài khoản; chia danh sách ra.")
        raise Refused(words % {"most": MOST_NEW}, field="rows")
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _DIVIDERS.split(line)]


def _columns(headings: list[str]) -> list[str]:
    """Return which column stands under each heading, "" for one that the list does not know."""
    names = {fold(str(words)): name for name, words in HEADINGS.items()} | {"ho ten": "full_name"}
    short = {"chuc danh": "seats", "to chuc dang": "bodies", "tinh trang": "active"}
    return [(names | short).get(fold(heading), "") for heading in headings]


class _Wrong(Exception):
    """A cell holds what it may not; the message says what it should."""


def _error_of(step: Callable[[], None]) -> str:
    try:
        step()
    except _Wrong as wrong:
        return str(wrong)
    return ""


class _Reader:
    """Reads the rows of one list, with all that they may name."""

    def __init__(self, by: User, on: dt.date) -> None:
        model: Any = BodyGrant._meta.get_field("body").related_model
        self.by, self.on = by, on
        accounts = list(User.objects.select_related("person").prefetch_related("grants__body"))
        self.users = {user.username.casefold(): user for user in accounts}
        self.taken = set(self.users)
        self.seen: set[str] = set()
        self.bodies = {fold(key): body for body in model.objects.all() for key in (body.code, body.name)}
        self.seats = {fold(seat.code): seat for seat in posts.seats()}
        self.posts = {
            key: [post.seat for post in rows if post.is_held]
            for key, rows in posts.of_accounts(accounts, on).items()
        }
        self.owners = {user.person_id: user.username for user in accounts if user.person_id}
        sitting = posts.memberships().filter(posts.not_over(on), starts_on__lte=on)
        self.holders = {row.seat_id: row.person for row in sitting}

    def row(self, number: int, columns: list[str], cells: list[str]) -> Row:
        row = Row(number)
        typed = dict(zip(columns, cells, strict=False))
        row.full_name, row.email = typed.get("full_name", ""), typed.get("email", "")
        row.username = typed.get("username", "") or made_name(row.full_name, self.taken)
        steps = (
            lambda: self._check_name(row, cells[len(columns) :], len(columns)),
            lambda: self._check_address(row),
            lambda: self._fill_and_check(row, typed),
        )
        row.error = " ".join(filter(None, map(_error_of, steps)))
        self.taken.add(row.username.casefold())
        return row

    def _check_name(self, row: Row, further: list[str], columns: int) -> None:
        row.user = self.users.get(row.username.casefold())
        if any(further):
            raise _Wrong(_("Nhiều hơn %(n)s cột.") % {"n": columns})
        # The first administrator is made without a name; what an account is without may stay so.
        nameless = row.user is not None and not row.user.full_name
        if not (row.full_name or nameless) or len(row.full_name) > 120:
            raise _Wrong(_("Thiếu họ và tên, hoặc dài quá 120 chữ."))
        if not _USERNAME.match(row.username):
            raise _Wrong(_("Tên đăng nhập chỉ gồm chữ, số và . _ - @."))
        if row.username.casefold() in self.seen:
            raise _Wrong(_("Tên đăng nhập “%(name)s” đã có ở dòng trên.") % {"name": row.username})
        self.seen.add(row.username.casefold())

    def _fill_and_check(self, row: Row, typed: dict[str, str]) -> None:
        self._fill(row, typed)
        self._check(row)

    def _fill(self, row: Row, typed: dict[str, str]) -> None:
        """Read the cells, and take those that the list lacks from the account that is there."""
        user = row.user
        if user is not None and "email" not in typed:
            row.email = user.email
        row.role = self._role(typed["role"], user) if "role" in typed or user is None else user.role
        there = [grant.body for grant in user.grants.all()] if user else []
        row.bodies = self._named(typed["bodies"], self.bodies, "bodies") if "bodies" in typed else there
        held = self.posts.get(user.pk, []) if user else []
        row.seats = self._named(typed["seats"], self.seats, "seats") if "seats" in typed else held
        row.person = user.person if user else None
        if "active" in typed:
            word = fold(typed["active"])
            if word not in _YES | _NO:
                raise _Wrong(_("Cột “Đang dùng” ghi có hoặc không."))
            row.is_active = word not in _NO
        elif user is not None:
            row.is_active = user.is_active

    def _role(self, words: str, user: User | None) -> str:
        roles = {fold(str(role.label)): role.value for role in Role} | {
            role.value: role.value for role in Role
        }
        role = roles.get(fold(words), "")
        if role in _ROLES or (user is not None and role == user.role):
            return role
        values = {"role": words, "roles": ", ".join(str(role.label) for role in _ROLES)}
        raise _Wrong(_("Vai trò “%(role)s” không có; ghi một trong: %(roles)s.") % values)

    def _named(self, words: str, table: dict[str, Any], kind: str) -> list[Any]:
        named = [part.strip() for part in words.split(",") if part.strip()]
        for part in named:
            if fold(part) not in table:
                message = (
                    _("Không có tổ chức “%(name)s”.")
                    if kind == "bodies"
                    else _("Không có vị trí “%(name)s”.")
                )
                raise _Wrong(message % {"name": part})
        return [table[fold(part)] for part in named]

    def _check(self, row: Row) -> None:
        if row.role == Role.SECRETARY and row.seats:
            self._find_person(row)
        elif row.role != Role.SECRETARY:
            row.person = None
        if row.role == Role.SECRETARY and not (row.bodies or row.person):
            raise _Wrong(_("Thư ký phải có ít nhất một tổ chức hoặc chức danh."))
        if row.user is None:
            if not row.is_active:
                raise _Wrong(_("Chưa có tài khoản này để ngừng."))
            return
        self._compare(row, row.user)

    def _check_address(self, row: Row) -> None:
        try:
            if row.email:
                validate_email(row.email)
        except ValidationError as error:
            raise _Wrong(_("Thư điện tử “%(email)s” không đúng.") % {"email": row.email}) from error

    def _find_person(self, row: Row) -> None:
        """Find whose account it is: who holds the posts; a row's name must be theirs."""
        held = self.posts.get(row.user.pk, []) if row.user else []
        for seat in row.seats:
            person = self.holders.get(seat.pk)
            if person is None:
                raise _Wrong(_("Vị trí %(seat)s đang khuyết.") % {"seat": seat})
            if seat not in held and fold(person.full_name) != fold(row.full_name):
                words = _("Vị trí %(seat)s do đồng chí %(person)s giữ, không phải %(name)s.")
                values = {"seat": seat, "person": person.full_name, "name": row.full_name}
                raise _Wrong(words % values)
            row.person = person
        if len({self.holders[seat.pk].pk for seat in row.seats}) > 1:
            raise _Wrong(_("Các vị trí này do nhiều đồng chí giữ."))
        owner = self.owners.setdefault(row.person.pk, row.username)
        if owner.casefold() != row.username.casefold():
            words = _("Đồng chí %(person)s đã có tài khoản “%(user)s”.")
            raise _Wrong(words % {"person": row.person.full_name, "user": owner})

    def _compare(self, row: Row, user: User) -> None:
        """Say what the row changes, and refuse what a list may not."""
        careful = users.administers(user) or user.role == Role.READER
        if careful and row.role != user.role:
            raise _Wrong(_("Vai trò của tài khoản này chỉ đổi ở trang của tài khoản."))
        is_own = user.pk == self.by.pk
        if row.is_active != user.is_active and (is_own or users.administers(user)):
            raise _Wrong(_("Tài khoản quản trị, tài khoản của chính mình không ngừng bằng danh sách."))
        if user.role == Role.READER:
            row.bodies = [grant.body for grant in user.grants.all()]
        elif row.role != Role.SECRETARY:
            row.bodies, row.seats = [], []
        pairs = [
            (HEADINGS["full_name"], user.full_name, row.full_name),
            (HEADINGS["email"], user.email, row.email),
            (HEADINGS["role"], str(user.get_role_display()), row.role_label),
            (HEADINGS["bodies"], _codes(grant.body for grant in user.grants.all()), _codes(row.bodies)),
            (HEADINGS["seats"], _codes(self.posts.get(user.pk, [])), _codes(row.seats)),
        ]
        row.changes = [f"{label}: {old or '–'} → {new or '–'}" for label, old, new in pairs if old != new]
        if row.is_active != user.is_active:
            row.act = Act.REOPEN if row.is_active else Act.STOP
        else:
            row.act = Act.CHANGE if row.changes else Act.NOTHING


def _codes(records: Any) -> str:
    return ", ".join(sorted(record.code for record in records))


def free_name(full_name: str) -> str:
    """Return a user name of a person's name that nobody has. One query."""
    return made_name(full_name, {name.casefold() for name in User.objects.values_list("username", flat=True)})


def made_name(full_name: str, taken: set[str]) -> str:
    """Return a user name of a person's name: Nguyễn Văn An is an.nv, the second one an.nv2."""
    words = re.findall(r"[a-z0-9]+", fold(full_name))
    if not words:
        return ""
    base = ".".join(filter(None, (words[-1], "".join(word[0] for word in words[:-1]))))
    numbered = (base if number == 1 else f"{base}{number}" for number in range(1, MOST + len(taken) + 2))
    return next(name for name in numbered if name.casefold() not in taken)


@transaction.atomic
def carry_out(rows: list[Row], *, by: User, by_mail: bool = False) -> list[tuple[User, str]]:
    """Make, change and stop all accounts and return each new one with its first password, which is shown
    once, or "" where a mail invites. Raises Refused, and does nothing, where a row has an error."""
    check_can_administer(by)
    made = []
    for row in rows:
        if row.error:
            raise _of_row(row, row.error)
        try:
            if row.user is None:
                made.append(
                    users.create(
                        username=row.username, by_mail=by_mail, by=by, reach=_reach(row), **_columns_of(row)
                    )
                )
            elif not row.is_nothing:
                _change(row, row.user, by=by)
        except Refused as refusal:
            raise _of_row(row, refusal.message) from refusal
    return made


def _change(row: Row, user: User, *, by: User) -> None:
    if row.changes:
        users.change(user, reach=_reach(row), by=by, **_columns_of(row))
    if row.is_active and not user.is_active:
        users.reactivate(user, by=by)
    elif user.is_active and not row.is_active:
        users.deactivate(user, by=by)


def _columns_of(row: Row) -> dict[str, Any]:
    return {"full_name": row.full_name, "email": row.email, "role": row.role}


def _reach(row: Row) -> users.Reach:
    """Return what the row gives; a reader keeps what they were given one by one."""
    user, reader = row.user, row.role == Role.READER
    return users.Reach(
        {body.pk for body in row.bodies},
        set(user.kinds.values_list("kind_id", flat=True)) if user and reader else (),
        bool(user and reader and user.reads_all),
        user.areas if user and reader else (),
        row.person.pk if row.person else None,
        {seat.pk for seat in row.seats} if row.person else (),
    )


def _of_row(row: Row, message: str) -> Refused:
    return Refused(_("Dòng %(number)s: %(error)s") % {"number": row.number, "error": message}, field="rows")


def present(*, on: dt.date) -> list[list[str]]:
    """Return all accounts as rows of a list, in the order of `HEADINGS`. Five queries."""
    accounts = list(User.objects.prefetch_related("grants__body").order_by("full_name", "username"))
    held = posts.of_accounts(accounts, on)
    return [
        [
            user.full_name,
            user.username,
            user.email,
            str(user.get_role_display()),
            _codes(grant.body for grant in user.grants.all()),
            _codes(post.seat for post in held.get(user.pk, []) if post.is_held),
            _("có") if user.is_active else _("không"),
        ]
        for user in accounts
    ]
