"""An uploaded workbook from hand-in to its end: keep, preview, commit or discard.

The row is the truth; a task only says "look at this row", may come twice, or never.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pghistory
from celery import current_app
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts.models import User
from core import clock, scanner
from core.errors import Refused
from core.files import clean_name, on_disk, path_in_vault, vault, write_to_vault
from core.secrecy import name_carries_mark, rule_text
from exchange.enums import RunState
from exchange.importers import files
from exchange.importers.outcome import Outcome
from exchange.models import ImportRun
from exchange.permissions import check_can_exchange
from exchange.services import imports

# A file of so few rows is read while the user waits (about a second); a longer one by a worker, with a
# progress bar.
AT_ONCE = 6_000
# A run that no worker took up for so long is shown as waiting for one, and taken up by the schedule.
FORGOTTEN_AFTER = dt.timedelta(minutes=1)


class _Overtaken(Exception):
    """Another worker settled this run meanwhile."""


def upload(*, file: "UploadedFile[Any]", by: User) -> ImportRun:
    """Keep a handed-in file and return its run. Raises `Refused` for what cannot be a workbook at all."""
    check_can_exchange(by)
    name = clean_name(file.name or "")
    if name_carries_mark(name):
        raise Refused(
            _("Tên tệp mang dấu chỉ độ mật nên tệp không được nhận. %(rule)s") % {"rule": rule_text()},
            field="upload",
        )
    try:
        files.check_size(file.size or 0)
    except files.FileRefused as refused:
        raise Refused(refused.message, field="upload") from None
    limit = int(settings.UPLOAD_MAX_BYTES)
    if (file.size or 0) > limit:
        message = _(
            "Tệp nặng %(size)d MB; chỉ nhận tệp đến %(limit)d MB. Hãy chia nhỏ tệp, hoặc nhờ quản trị nhập"
            " trên máy chủ."
        )
        raise Refused(
            message % {"size": -(-(file.size or 0) // 1_000_000), "limit": limit // 1_000_000}, field="upload"
        )
    scanner.check(name, file)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    run = ImportRun(
        name=name, size=file.size or 0, sha256=digest.hexdigest(), uploaded_by=by, uploaded_at=clock.now()
    )
    write_to_vault(run.key, file)
    try:
        with on_disk(run.key) as path:
            run.rows_total = files.look(path).rows  # an estimate until the preview has counted them
    except files.FileRefused as refused:
        vault().delete(path_in_vault(run.key))
        raise Refused(refused.message, field="upload") from None
    run.save(force_insert=True)
    return run


def start_preview(run: ImportRun) -> None:
    """Preview a short file now; hand a long one to a worker."""
    _start(run, preview, "exchange.tasks.preview_run")


def start_commit(run: ImportRun) -> None:
    """Write a short file now; hand a long one to a worker."""
    _start(run, commit, "exchange.tasks.commit_run")


def _start(run: ImportRun, work: Callable[[int], None], task: str) -> None:
    """Do the work of a short file; name the run of a longer one to a worker. Where no broker answers, it
    waits for the schedule."""
    if run.rows_total <= AT_ONCE:
        work(run.pk)
        return
    try:
        current_app.send_task(task, args=[run.pk])
    except OperationalError:
        ImportRun.objects.filter(pk=run.pk).update(
            phase=_("Chờ bộ phận chạy nền: đang không trả lời; tệp đã được giữ")
        )


def is_forgotten(run: ImportRun, *, now: dt.datetime) -> bool:
    """Return whether a run waits for a worker longer than a worker takes to come."""
    return run.state in {RunState.WAITING, RunState.QUEUED} and run.uploaded_at < now - FORGOTTEN_AFTER


def take_up(*, now: dt.datetime) -> None:
    """Go on with runs whose message never reached a worker."""
    for run in ImportRun.objects.filter(
        state__in=[RunState.WAITING, RunState.QUEUED], uploaded_at__lt=now - FORGOTTEN_AFTER
    ).order_by("pk"):
        (preview if run.state == RunState.WAITING else commit)(run.pk)


def preview(run_id: int) -> None:
    """Read the file and store what importing it would do. Does nothing for a run that is past this."""
    if not ImportRun.objects.filter(pk=run_id, state__in=[RunState.WAITING, RunState.READING]).update(
        state=RunState.READING, rows_done=0
    ):
        return
    run = ImportRun.objects.get(pk=run_id)
    try:
        with on_disk(run.key) as path:
            outcome = imports.preview(path=path, progress=_progress(run_id))
    except Refused as refused:
        _move(
            run_id, RunState.READING, state=RunState.FAILED, message=refused.message, settled_at=clock.now()
        )
    else:
        state = RunState.FAULTY if outcome.faults_total else RunState.READY
        _move(
            run_id,
            RunState.READING,
            state=state,
            preview=report(outcome),
            phase="",
            rows_total=_rows(outcome),
        )


def confirm(run: ImportRun, *, by: User) -> None:
    """Say that the previewed workbook is to be written. Raises `Refused` where there is nothing to
    confirm."""
    check_can_exchange(by)
    if not _move(run.pk, RunState.READY, state=RunState.QUEUED, committed_by=by, rows_done=0):
        raise Refused(_("Lần nhập này không còn chờ xác nhận; hãy xem lại tình trạng bên dưới."))


def commit(run_id: int) -> None:
    """Write a confirmed run: once, however often it is called."""
    if not ImportRun.objects.filter(pk=run_id, state__in=[RunState.QUEUED, RunState.WRITING]).update(
        state=RunState.WRITING
    ):
        return
    run = ImportRun.objects.select_related("committed_by").get(pk=run_id)

    def settle(written: imports.Written) -> None:
        done = {
            "state": RunState.DONE,
            "result": report(written.outcome) | {"draft": written.draft.pk if written.draft else None},
            "phase": "",
            "settled_at": clock.now(),
        }
        if not _move(run_id, RunState.WRITING, **done):
            raise _Overtaken

    try:
        with (
            on_disk(run.key) as path,
            pghistory.context(user=run.committed_by_id, import_run=run_id, file=run.name),
        ):
            imports.commit(
                path=path,
                by=run.committed_by,
                name=run.name,
                progress=_progress(run_id),
                settle=settle,
            )
    except _Overtaken:
        return
    except imports.Faulty as faulty:
        message = _("Từ lúc xem trước, dữ liệu trong hệ thống đã thay đổi nên tệp nay có lỗi; chưa ghi gì.")
        _move(
            run_id,
            RunState.WRITING,
            state=RunState.FAULTY,
            preview=report(faulty.outcome),
            phase="",
            message=message,
        )
    except Refused as refused:
        # Nothing was written: what was previewed may be confirmed again.
        _move(run_id, RunState.WRITING, state=RunState.READY, phase="", message=refused.message)


def discard(run: ImportRun, *, by: User) -> None:
    """Drop a workbook that was not written, and its file. `by` stands in the row of the run."""
    check_can_exchange(by)
    open_states = [RunState.WAITING, RunState.READING, RunState.READY, RunState.FAULTY, RunState.FAILED]
    with transaction.atomic():
        if not ImportRun.objects.filter(pk=run.pk, state__in=open_states).update(
            state=RunState.DISCARDED, settled_at=clock.now(), committed_by=by
        ):
            raise Refused(_("Lần nhập này đã ghi hoặc đang ghi, không bỏ được."))
        transaction.on_commit(lambda: vault().delete(path_in_vault(run.key)))


def report(outcome: Outcome) -> dict[str, Any]:
    """Return what the page shows, ready for JSON."""
    return outcome.as_json() | {
        "faults_total": outcome.faults_total,
        "warnings_total": outcome.warnings_total,
        "changes": [change._asdict() for change in outcome.changes],
        "changes_total": outcome.changes_total,
        "law": outcome.law._asdict(),
    }


def _rows(outcome: Outcome) -> int:
    return sum(count.new + count.changed + count.same + count.faulty for count in outcome.counts.values())


def _move(run_id: int, expected: RunState, **values: Any) -> bool:
    """Move a run on if it is still in the expected state; return whether it was."""
    return bool(ImportRun.objects.filter(pk=run_id, state=expected).update(**values))


def _progress(run_id: int) -> Callable[[str, int, int], None]:
    def note_progress(phase: str, done: int, _of: int) -> None:
        values: dict[str, Any] = {"phase": phase[:120]}
        if done:
            values["rows_done"] = done
        ImportRun.objects.filter(pk=run_id).update(**values)

    return note_progress
