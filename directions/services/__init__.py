"""Writes of directions."""
