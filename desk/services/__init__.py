"""Acts that write in several apps at once."""
