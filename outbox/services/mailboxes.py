"""Reading the mailbox of delivery reports by IMAP. It may be somebody's own mailbox too.

Nothing is deleted or moved. Of other mail only the head is read, and it stays as it is; a report that is
believed is marked as read. How far the mailbox was read is kept in the database, so that a report counts
whoever has opened it before.
"""

import base64
import datetime as dt
import imaplib
import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from outbox.documents import reports
from outbox.enums import RunKind
from outbox.models import MailRun
from outbox.services import bounces, runs

logger = logging.getLogger(__name__)

EXAMPLE = "BOUNCE_IMAP_URL=imaps://user:password@host/INBOX"
FIRST_LOOK = dt.timedelta(days=14)  # so far back a mailbox is read that was not read before
AT_ONCE = 100  # heads in one answer
SECONDS = 240  # after which the rest is left to the next run, ten minutes after this one
TIMEOUT = 30

HEAD = f"BODY.PEEK[HEADER.FIELDS ({' '.join(reports.ADDRESSED)})]<0.65536>"

Clock = Callable[[], dt.datetime]


class MailboxUnreadable(Exception):
    """The mailbox of delivery reports cannot be read; the message says why and what to set."""


@dataclass(slots=True)
class Position:
    """How far a mailbox was read. Numbers hold as long as the server's `validity` does."""

    mailbox: str
    validity: int = 0
    uid: int = 0
    taken: int = 0
    looked_at: int = 0
    is_complete: bool = True

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def read(address: str, *, clock: Clock) -> int:
    """Take what is new in the mailbox; return how many reports taught something. Raises MailboxUnreadable,
    and notes it for the status page."""
    started, error = clock(), ""
    position = Position("")
    try:
        url = _parsed(address)
        position = _last_position(url)
        with _opened(url) as box:
            _read_on(box, position, started=started, clock=clock)
    except MailboxUnreadable as failure:
        error = str(failure)
        raise
    except (OSError, imaplib.IMAP4.error, UnicodeError) as failure:
        answer = " ".join(str(failure).removeprefix("b'").removesuffix("'").split())[:300]
        error = _(
            "Không đọc được hộp thư nhận báo cáo: %(error)s. Hãy xem lại BOUNCE_IMAP_URL (dạng %(example)s)."
        ) % {"error": answer, "example": EXAMPLE}
        raise MailboxUnreadable(error) from failure
    finally:
        runs.finished(
            RunKind.READ, started_at=started, finished_at=clock(), counts=position.as_dict(), error=error
        )
    return position.taken


def _last_position(url: SplitResult) -> Position:
    named = f"{unquote(url.username or '')}@{url.hostname}/{_folder(url)}"
    run = MailRun.objects.filter(kind=RunKind.READ).first()
    if run is None or run.counts.get("mailbox") != named:
        return Position(named)
    return Position(named, validity=run.counts["validity"], uid=run.counts["uid"])


def _parsed(address: str) -> SplitResult:
    try:
        url = urlsplit(address)
        is_valid = (
            url.scheme in {"imap", "imaps"} and bool(url.hostname) and (url.port is None or url.port > 0)
        )
    except ValueError:
        is_valid = False
    if not is_valid:
        raise MailboxUnreadable(
            _("Chưa khai hộp thư nhận báo cáo. Hãy đặt %(example)s, hoặc dùng --pipe.") % {"example": EXAMPLE}
        )
    return url


def _folder(url: SplitResult) -> str:
    return unquote(url.path.strip("/")) or "INBOX"


@contextmanager
def _opened(url: SplitResult) -> Iterator[imaplib.IMAP4]:
    """Give a mailbox, logged in and its folder selected; the line is closed whatever happens."""
    context = ssl.create_default_context()  # imaplib's own does not look at the server's certificate
    box: imaplib.IMAP4
    if url.scheme == "imaps":
        box = imaplib.IMAP4_SSL(url.hostname or "", url.port or 993, ssl_context=context, timeout=TIMEOUT)
    else:
        box = imaplib.IMAP4(url.hostname or "", url.port or 143, timeout=TIMEOUT)
    try:
        if url.scheme == "imap" and "starttls" in parse_qs(url.query):
            box.starttls(context)
        user, password = unquote(url.username or ""), unquote(url.password or "")
        if (user + password).isascii():
            box.login(user, password)
        else:
            box.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{password}".encode())
        state, answer = box.select(_quoted(_folder(url)))
        if state != "OK":
            raise imaplib.IMAP4.error(_text(answer))
        yield box
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            box.logout()
        with suppress(OSError):
            box.shutdown()


def _read_on(box: imaplib.IMAP4, position: Position, *, started: dt.datetime, clock: Clock) -> None:
    """Look at what came after the position, and move it on as reports are taken."""
    validity = int(_text(box.response("UIDVALIDITY")[1]) or 0)
    if validity != position.validity:  # a new mailbox, or its numbers were given anew
        position.validity, position.uid = validity, 0
    since = (
        f"UID {position.uid + 1}:*"
        if position.uid
        else f"SINCE {imaplib.Time2Internaldate(started - FIRST_LOOK)[1:12].strip()}"
    )
    # "n:*" always names the last mail, even one before n.
    new = sorted(uid for uid in map(int, _text(_call(box, "SEARCH", since)).split()) if uid > position.uid)
    for place in range(0, len(new), AT_ONCE):
        if clock() - started > dt.timedelta(seconds=SECONDS):
            position.is_complete = False
            return
        uids = new[place : place + AT_ONCE]
        signed = [
            uid
            for uid, head in _fetch(box, uids, HEAD)
            if bounces.signed_message(reports.recipients(head)) is not None
        ]
        for uid in signed:
            _take(box, uid, position, clock=clock)
        position.uid = uids[-1]
        position.looked_at += len(uids)


def _take(box: imaplib.IMAP4, uid: int, position: Position, *, clock: Clock) -> None:
    """Take one mail that came to an address of ours; one that cannot be read must not hold up the others."""
    for _uid, content in _fetch(box, [uid], f"BODY.PEEK[]<0.{reports.LARGEST}>"):
        try:
            bounce = bounces.take(content, now=clock())
        except DatabaseError:
            raise
        except Exception:
            logger.exception("mail %d of the return mailbox cannot be read", uid)
            continue
        if bounce is not None:
            position.taken += 1
            with suppress(imaplib.IMAP4.error):  # a mailbox that we may only read
                box.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")


def _call(box: imaplib.IMAP4, command: str, *arguments: str) -> Sequence[Any]:
    state, answer = box.uid(command, *arguments)
    if state != "OK":
        raise imaplib.IMAP4.error(_text(answer))
    return answer


def _fetch(box: imaplib.IMAP4, uids: Sequence[int], what: str) -> Iterator[tuple[int, bytes]]:
    """Generate number and content of the mails that are still there. Other news of the server may stand in
    between."""
    numbers = set(uids)
    answer = _call(box, "FETCH", ",".join(map(str, uids)), f"(UID {what})")
    for place, part in enumerate(answer):
        if not isinstance(part, tuple):
            continue
        after = answer[place + 1] if place + 1 < len(answer) and isinstance(answer[place + 1], bytes) else b""
        number = re.search(rb"\bUID (\d+)", part[0]) or re.search(rb"\bUID (\d+)", after)
        if number and int(number[1]) in numbers:
            yield int(number[1]), part[1]


def _quoted(folder: str) -> str:
    """Return a folder's name as IMAP writes it: quoted, other letters in modified UTF-7 (RFC 3501, 5.1.3)."""

    def encoded(match: re.Match[str]) -> str:
        if match[0] == "&":
            return "&-"
        return (
            "&" + base64.b64encode(match[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
        )

    name = re.sub(r"[^\x20-\x7e]+|&", encoded, folder)
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(answer: Sequence[Any]) -> str:
    return b" ".join(part for part in answer if isinstance(part, bytes)).decode("utf-8", "replace")
