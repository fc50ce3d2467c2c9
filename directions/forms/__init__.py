"""Forms of directions: they validate, services save."""
