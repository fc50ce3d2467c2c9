"""Forms of the delegations app: they validate, services save."""
