"""Papers as Word files and PDF."""
