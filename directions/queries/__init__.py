"""What is read of directions."""
