"""What the outbox's tests share with those of the reminders, which write most of its mails."""

from tests.reminders.conftest import flag, give_secretary, sink  # noqa: F401
