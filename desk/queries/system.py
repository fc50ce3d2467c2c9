"""How the parts are doing on which the product rests, and what to do where one is not well."""

import datetime as dt
import platform
from dataclasses import dataclass
from typing import NamedTuple

import django
import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from core import dates, replica
from core.templatetags.nennep import vi
from desk.queries.host import Host, host
from obligations.queries import touched
from obligations.queries.heartbeat import Heartbeat, heartbeat, is_overdue
from outbox.enums import MessageState
from outbox.queries import status as mails
from outbox.queries.status import Status

SECONDS = 2  # for an answer of the broker
QUEUE = "celery"
LONG_QUEUE = 100  # jobs that wait; a minute gives three
LONG_TRANSACTION = dt.timedelta(minutes=10)
MOST_OF_CONNECTIONS = 0.8
_DATABASE = """
    SELECT current_setting('server_version'), pg_database_size(current_database()),
           count(*), current_setting('max_connections')::int,
           max(now() - xact_start) FILTER (WHERE pid <> pg_backend_pid())
      FROM pg_stat_activity WHERE backend_type = 'client backend'
"""


class Database(NamedTuple):
    """The server: bytes of this database, connections of all its programs, the age of the oldest open
    transaction."""

    version: str
    size: int
    connections: int
    most_connections: int
    oldest_transaction: dt.timedelta | None


class Broker(NamedTuple):
    """The broker, where it answers: how many jobs wait in it."""

    version: str
    jobs_waiting: int


@dataclass(frozen=True, slots=True)
class System:
    """All parts at an instant; None where one does not answer. `copy_behind`: seconds by which the copy for
    reading is behind the database."""

    database: Database
    copy_behind: float | None
    broker: Broker | None
    judging: Heartbeat | None
    judging_overdue: bool
    bodies_waiting: int
    mails: Status
    host: Host
    now: dt.datetime


class Part(NamedTuple):
    """A part as a person reads it: `state` is good, warning or danger; `remedy` is "" where it is well."""

    name: str
    state: str
    told: str
    remedy: str


def ask_database() -> Database | None:
    """Return how the database is doing, or None where it does not answer. One query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_DATABASE)
            return Database(*cursor.fetchone())
    except DatabaseError:
        return None


def ask_broker() -> Broker | None:
    """Return how the broker is doing, or None where it does not answer within two seconds."""
    try:
        with settings.REDIS.client(SECONDS) as broker:
            told = broker.info("server")
            version = told.get("valkey_version") or told.get("redis_version", "")
            return Broker(str(version), int(broker.llen(QUEUE)))
    except redis.RedisError:
        return None


def system(now: dt.datetime) -> System:
    """Return how all parts are doing; raises DatabaseError where the database does not answer. Eight
    queries, one more where nothing was judged yet."""
    database = ask_database()
    if database is None:
        raise DatabaseError("the database does not answer")
    behind = replica.seconds_behind() if replica.is_named() else None
    beat = heartbeat(now)
    return System(
        database=database,
        copy_behind=behind,
        broker=ask_broker(),
        judging=beat,
        judging_overdue=is_overdue(beat),
        bodies_waiting=touched.waiting(),
        mails=mails.status(now),
        host=host(now),
        now=now,
    )


def parts(found: System) -> list[Part]:
    """Return the parts in the order in which one looks for a fault."""
    return [
        _database(found.database),
        *_copy(found),
        _broker(found.broker),
        _judging(found),
        _mails(found.mails),
        _disk(found.host),
        *_files(found.host),
        _backup(found.host),
        _archive(found.host),
        _drill(found.host),
    ]


def versions(found: System) -> list[tuple[str, str]]:
    """Return what runs here, by name."""
    return [
        ("Nền nếp", settings.VERSION),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("PostgreSQL", found.database.version),
        ("Valkey, Redis", found.broker.version if found.broker else "–"),
    ]


def _database(found: Database) -> Part:
    told = _("%(used)s/%(most)s kết nối, %(size)s MB") % {
        "used": vi(found.connections),
        "most": vi(found.most_connections),
        "size": vi(round(found.size / 1_000_000)),
    }
    name = _("Cơ sở dữ liệu")
    if found.connections > MOST_OF_CONNECTIONS * found.most_connections:
        remedy = _("Gần hết kết nối: giảm số tiến trình, tăng max_connections hoặc đặt PgBouncer phía trước.")
        return Part(name, "danger", told, remedy)
    if found.oldest_transaction and found.oldest_transaction > LONG_TRANSACTION:
        remedy = _(
            "Có giao dịch mở đã %(n)s phút: xem pg_stat_activity; chương trình nào treo thì dừng chương trình"
            " ấy."
        ) % {"n": vi(round(found.oldest_transaction.total_seconds() / 60))}
        return Part(name, "warning", told, remedy)
    return Part(name, "good", told, "")


def _copy(found: System) -> list[Part]:
    """Return the copy for reading, where the office names one."""
    name = _("Bản sao chỉ đọc")
    if not replica.is_named():
        return []
    if found.copy_behind is None:
        remedy = _(
            "Trang của ngày đã qua đang đọc ở máy chính. Kiểm tra máy chủ bản sao, đường truyền nhật ký ghi"
            " và DATABASE_REPLICA_URL."
        )
        return [Part(name, "warning", _("không trả lời hoặc chậm quá lâu"), remedy)]
    told = _("chậm nhiều nhất %(n)s giây") % {"n": vi(found.copy_behind, 1)}
    if found.copy_behind > settings.REPLICA_LAG_SECONDS:
        remedy = _("Chậm quá mức REPLICA_LAG_SECONDS nên trang đang đọc ở máy chính: xem tải của bản sao.")
        return [Part(name, "warning", told, remedy)]
    return [Part(name, "good", told, "")]


def _broker(found: Broker | None) -> Part:
    name = _("Hàng đợi việc nền")
    if found is None:
        remedy = _(
            "Broker không trả lời: trang vẫn xem và ghi được, nhưng thư, nhập tệp lớn và xét lại tự động"
            " dừng. Khởi động lại broker hoặc kiểm tra REDIS_URL."
        )
        return Part(name, "danger", _("không trả lời"), remedy)
    told = _("%(n)s việc đang chờ") % {"n": vi(found.jobs_waiting)}
    if found.jobs_waiting > LONG_QUEUE:
        remedy = _("Việc dồn lại: kiểm tra tiến trình worker, hoặc tăng JOB_WORKERS.")
        return Part(name, "warning", told, remedy)
    return Part(name, "good", told, "")


def _judging(found: System) -> Part:
    name, beat = _("Rà soát"), found.judging
    if beat is None and not found.judging_overdue:
        return Part(name, "good", _("chưa có tổ chức nào để rà soát"), "")
    if beat is None:
        remedy = _("Mới khởi động thì chờ ít phút; vẫn chưa có thì kiểm tra tiến trình worker và beat.")
        return Part(name, "warning", _("chưa có lượt nào"), remedy)
    told = _("lần cuối %(when)s, %(done)s/%(all)s tổ chức, %(n)s tổ chức đang chờ") % {
        "when": dates.moment(beat.finished_at),
        "done": vi(beat.bodies_judged),
        "all": vi(beat.bodies_total),
        "n": vi(found.bodies_waiting),
    }
    if beat.is_old:
        remedy = _("Đã quá lâu: kiểm tra tiến trình worker và beat, hoặc chạy nen-nep manage refresh_flags.")
        return Part(name, "danger", told, remedy)
    if beat.is_warning:
        return Part(name, "warning", told, _("Có tổ chức không xét được: xem trang Nhịp rà soát."))
    return Part(name, "good", told, "")


def _mails(found: Status) -> Part:
    waiting, failed = found.states[MessageState.QUEUED], found.states[MessageState.FAILED]
    told = _("%(waiting)s thư chờ, %(failed)s thư không gửi được, hôm nay đã gửi %(sent)s") % {
        "waiting": vi(waiting),
        "failed": vi(failed),
        "sent": vi(found.sent_today),
    }
    name = _("Thư")
    if found.send is not None and found.send.error:
        return Part(name, "danger", told, found.send.error)
    if found.send_is_late or found.queue_is_late:
        remedy = _("Quá 15 phút chưa có lượt gửi: kiểm tra tiến trình worker và beat.")
        return Part(name, "danger", told, remedy)
    if failed:
        return Part(name, "warning", told, _("Xem các thư không gửi được trong Sổ thư."))
    return Part(name, "good", told, "")


def _disk(found: Host) -> Part:
    told = _("còn %(room)s GB trong %(size)s GB") % {
        "room": vi(found.room / 1_000_000_000, 1),
        "size": vi(found.size / 1_000_000_000, 1),
    }
    if found.is_tight:
        remedy = _(
            "Đĩa sắp hết chỗ: tệp mới sẽ không được nhận và việc ghi có thể dừng. Dọn hoặc thêm đĩa ngay."
        )
        return Part(_("Chỗ trống trên đĩa"), "danger", told, remedy)
    return Part(_("Chỗ trống trên đĩa"), "good", told, "")


def _files(found: Host) -> list[Part]:
    """Return the storage of files, where it is not on the disk."""
    name = _("Kho tệp S3")
    if found.bucket is None:
        return []
    if found.bucket:
        return [Part(name, "good", _("trả lời"), "")]
    remedy = _(
        "Kho tệp không trả lời: tệp chưa xem, chưa gửi được, trang vẫn dùng được. Kiểm tra máy chủ lưu trữ và"
        " FILES_URL."
    )
    return [Part(name, "danger", _("không trả lời"), remedy)]


def _backup(found: Host) -> Part:
    name, last = _("Sao lưu"), found.backup
    told = (
        _("lần cuối %(when)s, %(size)s MB")
        % {"when": dates.moment(last.finished_at), "size": vi(last.size / 1_000_000, 1)}
        if last.finished_at
        else _("chưa có bản nào")
    )
    if last.error:
        return Part(name, "danger", told, _("Lần gần nhất không thành: %(error)s") % {"error": last.error})
    if last.finished_at is None:
        remedy = _("Bật lịch sao lưu hằng đêm (nen-nep-backup.timer), hoặc chạy nen-nep backup.")
        return Part(name, "warning", told, remedy)
    if last.is_old:
        remedy = _(
            "Quá một ngày rưỡi chưa có bản sao lưu: kiểm tra lịch sao lưu hằng đêm, hoặc chạy nen-nep backup."
        )
        return Part(name, "warning", told, remedy)
    if last.warnings:
        return Part(name, "warning", told, _("Có tệp đính kèm hỏng hoặc mất, nêu dưới đây."))
    return Part(name, "good", told, "")


def _archive(found: Host) -> Part:
    name, kept = _("Lưu trữ liên tục"), found.archive
    if not kept.wanted:
        remedy = _("Mất đĩa thì mất cả ngày làm việc: đặt ARCHIVE_FOLDER tới thư mục trên đĩa hoặc máy khác.")
        return Part(name, "warning", _("không bật"), remedy)
    told = (
        _("đủ đến %(through)s, về được tới %(first)s")
        % {"through": dates.moment(kept.through), "first": dates.moment(kept.first)}
        if kept.through
        else _("chưa có gì")
    )
    if kept.error and kept.is_late:
        return Part(name, "danger", told, _("Đang dừng: %(error)s") % {"error": kept.error})
    if kept.is_late:
        remedy = _("Quá 5 phút không lưu thêm: xem nhật ký của phần archive, chỗ trống và ARCHIVE_FOLDER.")
        return Part(name, "danger", told, remedy)
    if kept.same_disk:
        remedy = _("Nằm cùng đĩa với dữ liệu: đặt ARCHIVE_FOLDER tới thư mục trên đĩa hoặc máy khác.")
        return Part(name, "warning", told, remedy)
    return Part(name, "good", told, "")


def _drill(found: Host) -> Part:
    name, last = _("Diễn tập khôi phục"), found.drill
    if last.finished_at is None:
        remedy = _("Chưa thử khôi phục lần nào: chạy nen-nep drill, hoặc bật lịch nen-nep-drill hằng tuần.")
        return Part(name, "warning", _("chưa có lần nào"), remedy)
    told = _("lần cuối %(when)s, %(tables)s bảng, %(rows)s dòng, %(seconds)s giây") % {
        "when": dates.moment(last.finished_at),
        "tables": vi(last.tables),
        "rows": vi(last.rows),
        "seconds": vi(last.seconds, 1),
    }
    if last.faults:
        remedy = _("Không khôi phục được như cũ: %(faults)s") % {"faults": "; ".join(last.faults[:3])}
        return Part(name, "danger", told, remedy)
    if last.is_old:
        remedy = _("Quá chín ngày chưa diễn tập: kiểm tra lịch nen-nep-drill, hoặc chạy nen-nep drill.")
        return Part(name, "warning", told, remedy)
    return Part(name, "good", told, "")
