"""Reading what is due or late: one value type for stored flags and for findings judged for another day."""
