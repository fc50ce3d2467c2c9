"""Forms of meetings: they validate, services save."""
