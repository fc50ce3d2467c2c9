"""Screens of the delegations app, one noun a file."""
