"""What is asked of papers."""
