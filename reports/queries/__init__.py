"""What is read of reports and submissions."""
