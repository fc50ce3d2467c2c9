"""Screens of reports and submissions."""
