"""What is sent or signed, made from plain values: mails, letters."""
