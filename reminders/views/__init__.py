"""Screens about mails."""
