"""Writes of the delegations app: one noun a file, verbs as functions."""
