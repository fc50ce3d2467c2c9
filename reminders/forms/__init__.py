"""Forms about mails: they validate, services write."""
