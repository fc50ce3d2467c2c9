"""The one signal of the product: facts of these bodies were written."""

from django.dispatch import Signal

# Sent by services inside their transaction with `body_ids`: a collection of primary
# keys, or None for "all bodies" (law switched, days off, settings).
facts_changed = Signal()

# What does the law say? Sent with `name`, a parameter of the rulebook; a receiver answers with its dated values
# in force, ascending: (first day, value, reference), or None. The way down for figures that only `obligations` may
# look up: a form can say before saving what the rules will say after it.
law_asked = Signal()
