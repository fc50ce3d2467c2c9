"""The signals of the product, read from above: what was written below."""

from django.dispatch import Signal

# Sent by services inside their transaction with `body_ids`: a collection of primary
# keys, or None for "all bodies" (law switched, days off, settings).
facts_changed = Signal()

# The administrator gave a user a new password. Sent inside the transaction with `user` and `at`: whatever
# opens something for who had the old one ends.
password_given = Signal()

# An account was made, or its password ended, and its `user` is to choose one: a mail brings the link. Sent
# inside the transaction.
account_invited = Signal()
