"""The advisory locks of the database: one number each, so that no two parts take one for the other's."""

from enum import IntEnum


class AdvisoryLock(IntEnum):
    """Work that only one process does at a time, on all hosts. `JUDGING` takes the key of a body as a second
    number."""

    JUDGING = 0x6E6E0001
    VIEWS_OF_HISTORY = 0x6E6E0010
    # held by the one copy that makes the tables: runtime/prepare.py, which is below this package
    PREPARING = 0x6E6E0030
    PLANNING_REMINDERS = 0x6E6E0040
    CLAIMING_MAILS = 0x6E6E0041
    TELLING_OF_DIRECTIONS = 0x6E6E0042
    IMPORT = 0x6E6E0050
