"""Planning mails and letters, and what the office does about them."""
