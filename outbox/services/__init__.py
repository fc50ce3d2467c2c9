"""Taking mails out of the outbox to the mail server, and what the office does about them."""
