"""Measurements, and the invented records they are made on."""
