"""Forms of reports and submissions: they validate, services save."""
