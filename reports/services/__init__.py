"""What is done to reports and submissions."""
