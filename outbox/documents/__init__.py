"""Mails as bytes: those that leave, and the reports that come back."""
