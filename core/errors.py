"""Failures that a user can read: what is wrong, why it matters, what to do."""

import errno

from django.db import InterfaceError, OperationalError

# PostgreSQL's: no connection, the server is stopped or not yet up, no place for one more connection.
_NO_DATABASE = ("08", "57P01", "57P02", "57P03", "53300")


class Refused(Exception):
    """A service refuses to write; the message is a sentence for the user.

    `field` names the form field it belongs to, or is None for the form as a whole.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


def is_without_database(error: BaseException | None) -> bool:
    """Return whether a failure comes of a database that does not answer."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            code = getattr(error.__cause__, "sqlstate", None)  # none where no server was reached
            return code is None or code.startswith(_NO_DATABASE)
        error = error.__cause__ or error.__context__
    return False


def is_full(error: BaseException | None) -> bool:
    """Return whether a failure comes of a disk without room: that of files, or the database's."""
    while error is not None:
        # 53100 is PostgreSQL's disk_full
        if (isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}) or getattr(
            error, "sqlstate", None
        ) == "53100":
            return True
        error = error.__cause__ or error.__context__
    return False
