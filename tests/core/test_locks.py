"""One number for each lock, and none outside the list."""

import re

from django.conf import settings

from core.locks import AdvisoryLock
from runtime import prepare


def test_no_lock_is_another_ones():
    assert len(set(AdvisoryLock)) == len(AdvisoryLock.__members__)
    assert prepare.LOCK == AdvisoryLock.PREPARING


def test_a_lock_is_taken_by_its_name_from_the_list():
    found = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in (
            "accounts",
            "core",
            "delegations",
            "desk",
            "directions",
            "exchange",
            "meetings",
            "obligations",
            "outbox",
            "papers",
            "reminders",
            "reports",
            "reviews",
        )
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if re.search(r"pg_(try_)?advisory", path.read_text(encoding="utf-8"))
        and "AdvisoryLock" not in path.read_text(encoding="utf-8")
    }
    assert found == {"accounts/services/limits.py"}, "who asks is hashed there: one of 2^64 numbers"
