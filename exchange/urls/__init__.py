"""Addresses of the exchange app: its pages, and what programs read."""
