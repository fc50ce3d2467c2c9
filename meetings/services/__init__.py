"""What is done to meetings: each function is a verb, whole or not at all."""
