"""The signals of the product, read from above: what was written or asked below."""

from django.dispatch import Signal

# Sent by services inside their transaction with `body_ids`: a collection of primary
# keys, or None for "all bodies" (law switched, days off, settings).
facts_changed = Signal()

# What does the law say? Sent with `name`, a parameter of the rulebook; a receiver answers with its dated values
# in force, ascending: (first day, value, reference), or None. The way down for figures that only `obligations` may
# look up: a form can say before saving what the rules will say after it.
law_asked = Signal()

# The administrator gave a user a new password. Sent inside the transaction with `user` and `at`: whatever opens something for
# who had the old one ends.
password_given = Signal()
