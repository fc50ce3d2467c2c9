"""The local mailbox: the mails that the server of the default run keeps in a folder."""

import datetime as dt
import mailbox
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from core.clock import ZONE

# A folder of a long test run must not hold up the page: only so many of the newest are opened.
MOST = 2000


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail as it arrived."""

    key: str
    sender: str
    to: str
    subject: str
    arrived_at: dt.datetime
    text: str = ""
    html: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)


def _folder(folder: Path) -> mailbox.Maildir | None:
    return (
        mailbox.Maildir(folder, create=False)
        if (folder / "new").is_dir() and (folder / "cur").is_dir()
        else None
    )


def _files(folder: Path) -> list[Path]:
    files = [path for part in ("new", "cur") for path in (folder / part).iterdir() if path.is_file()]
    return sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)


def _parse(path: Path, *, whole: bool) -> ReceivedMail:
    content = path.read_bytes()
    if not whole:
        content = content.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0] + b"\r\n\r\n"
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    try:
        arrived = parsedate_to_datetime(str(mail["Date"]))
        arrived = (arrived if arrived.tzinfo else arrived.replace(tzinfo=dt.UTC)).astimezone(
            ZONE
        )  # "-0000" is UTC without a zone
    except (TypeError, ValueError):
        arrived = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=ZONE)
    parts = {kind: mail.get_body((kind,)) if whole else None for kind in ("plain", "html")}
    return ReceivedMail(
        key=path.name.partition(":")[0],
        sender=str(mail["From"] or "").strip(),
        to=str(mail["To"] or "").strip(),
        subject=str(mail["Subject"] or "").strip(),
        arrived_at=arrived,
        text=str(parts["plain"].get_content()) if parts["plain"] else "",
        html=str(parts["html"].get_content()) if parts["html"] else "",
        headers=[(name, str(value)) for name, value in mail.items()],
    )


def letters(folder: Path, *, text: str = "") -> list[ReceivedMail]:
    """Return the heads of the newest mails, latest first, narrowed to those whose address or subject holds
    the text."""
    if _folder(folder) is None:
        return []
    found = (_parse(path, whole=False) for path in _files(folder)[:MOST])
    words = text.casefold()
    return [letter for letter in found if not words or words in f"{letter.to} {letter.subject}".casefold()]


def letter(folder: Path, key: str) -> ReceivedMail | None:
    """Return one mail with its text, or None where there is none of that name."""
    if _folder(folder) is None:
        return None
    path = next((path for path in _files(folder) if path.name.partition(":")[0] == key), None)
    return _parse(path, whole=True) if path else None
