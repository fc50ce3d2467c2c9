"""Screens of meetings: one file a screen."""
