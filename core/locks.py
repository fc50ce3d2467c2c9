"""The advisory locks of the database: one number each, so that no two parts take one for the other's."""

from enum import IntEnum


class AdvisoryLock(IntEnum):
    """Work that only one process does at a time, on all hosts. `KEPT_DAY_*` take the key of a day as a second
    number."""

    SWEEP = 0x6E6E0001
    KEPT_DAY_READ = 0x6E6E0002
    KEPT_DAY_WRITTEN = 0x6E6E0003
    VIEWS_OF_HISTORY = 0x6E6E0010
    # held by the one copy that makes the tables: runtime/prepare.py, which is below this package
    PREPARING = 0x6E6E0030
    PLANNING_REMINDERS = 0x6E6E0040
    CLAIMING_MAILS = 0x6E6E0041
    IMPORT = 0x6E6E0050
