"""Reading the outbox: its settings, its state, the local mailbox."""
