"""The provinces that tests stand on, all made of `tests.factories`: furnished with a record of every kind,
small ones with a known fault, or random ones from a seed."""
