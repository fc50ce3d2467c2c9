"""Bringing a workbook in: `preview` says what it would do, `commit` does it, all of it or nothing."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.errors import Refused
from core.locks import AdvisoryLock
from core.signals import facts_changed
from delegations.models import LawDraft
from exchange.importers import applying, planning, reading
from exchange.importers.outcome import Outcome
from exchange.importers.planning import Plan
from exchange.importers.reading import Book
from exchange.importers.snapshots import Existing
from exchange.services import drafting
from obligations.enums import Rule

ATTEMPTS = 3
MANY = 500  # new rows, by which the tables are others than the database took them for

Progress = Callable[[str, int, int], None]


class Faulty(Refused):
    """The workbook has faults; nothing was written. `outcome` lists them."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(
            _("Tệp có %(count)d lỗi; không ghi gì cả. Hãy sửa tệp rồi nhập lại.")
            % {"count": outcome.faults_total}
        )
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Written:
    """What a commit did: the outcome planned inside its own transaction."""

    outcome: Outcome
    changed_nothing: bool
    draft: LawDraft | None = None


def _quiet(_phase: str, _done: int, _of: int) -> None:
    """Tell nobody."""


def _unsettled(_written: Written) -> None:
    """Keep no record."""


Settle = Callable[[Written], None]


def read(path: Path, outcome: Outcome, progress: Progress = _quiet) -> Book:
    """Return the drafts of a workbook. Raises `FileRefused` for what is no workbook."""
    return reading.read(
        path, outcome, lambda rows, sheet: progress(_("Đang đọc “%(sheet)s”") % {"sheet": sheet}, rows, 0)
    )


def preview(*, path: Path, progress: Progress = _quiet) -> Outcome:
    """Return what importing the workbook would do, without writing. Raises `FileRefused`."""
    outcome = Outcome()
    book = read(path, outcome, progress)
    progress(_("Đang đối chiếu với dữ liệu hiện có"), 0, 0)
    planning.plan(book, Existing(), outcome, rule_codes=Rule.values, today=clock.today())
    return outcome


def commit(
    *,
    path: Path,
    by: User | None,
    name: str = "",
    progress: Progress = _quiet,
    settle: Settle = _unsettled,
) -> Written:
    """Import the workbook: all rows or none, planned anew against the database as it is now.

    `settle` is called last inside the transaction, so that a record of the import stands or falls with it.

    Raises `Faulty` with the list of faults, `FileRefused`, or `Refused` where others keep writing the same
    records. `by` is the user for whom history is kept by the caller's context, and who drafts what the
    workbook changes in the law where the office works with four eyes; None for the command line, which then
    is refused. `name` is what the file is called.
    """
    for attempt in range(1, ATTEMPTS + 1):
        outcome = Outcome()
        book = read(path, outcome, progress)
        try:
            return _write(book, outcome, progress, settle, name or path.name, by)
        except (IntegrityError, OperationalError):
            # Somebody wrote one of these records between our look and our write: look again.
            if attempt == ATTEMPTS:
                raise Refused(
                    _("Dữ liệu đang được người khác sửa cùng lúc; chưa ghi gì. Hãy xem trước lại rồi nhập.")
                ) from None
    raise AssertionError


def take_statistics() -> None:
    """Have the database look at the tables that were filled: until it does by itself, a minute later or
    never, it plans its reading by guesses."""
    models = [
        model
        for config in apps.get_app_configs()
        if getattr(config, "keeps_facts", False)
        for model in config.get_models()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"ANALYZE {', '.join(connection.ops.quote_name(model._meta.db_table) for model in models)}"
        )


def _draft(plan: Plan, name: str, today: dt.date, by: User | None) -> LawDraft:
    if by is None:
        raise Refused(
            _(
                "Tệp thay đổi quy định, chế độ báo cáo hoặc loại tổ chức: phải có người soạn dự thảo. Hãy"
                " nhập ở trang Nhập, xuất dữ liệu, hoặc thêm --by và tên đăng nhập của người soạn."
            )
        )
    title = _("Theo tệp %(file)s") % {"file": name}
    return drafting.write(plan.to_draft, title=title, today=today, by=by)


def _write(
    book: Book, outcome: Outcome, progress: Progress, settle: Settle, name: str, by: User | None
) -> Written:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AdvisoryLock.IMPORT])
        progress(_("Đang đối chiếu với dữ liệu hiện có"), 0, 0)
        existing = Existing()
        today = clock.today()
        plan: Plan = planning.plan(book, existing, outcome, rule_codes=Rule.values, today=today)
        if outcome.faults_total:
            raise Faulty(outcome)
        written = Written(outcome, changed_nothing=plan.is_empty)
        if not plan.is_empty:
            touched = applying.apply(plan, existing)
            if sum(count.new for count in outcome.counts.values()) >= MANY:
                take_statistics()
            facts_changed.send(sender=None, body_ids=touched)
        if plan.to_draft:
            written = replace(written, draft=_draft(plan, name, today, by))
        settle(written)
    return written
