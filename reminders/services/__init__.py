"""Planning and sending mails, and what the office does about them."""
