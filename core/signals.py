"""The one signal of the product: facts of these bodies were written."""

from django.dispatch import Signal

# Sent by services inside their transaction with `body_ids`: a collection of primary
# keys, or None for "all bodies" (law switched, days off, settings).
facts_changed = Signal()
