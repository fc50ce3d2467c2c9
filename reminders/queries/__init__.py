"""Reading what the mails of a day rest on."""
