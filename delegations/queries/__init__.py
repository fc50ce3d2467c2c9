"""Reads of the delegations app, each with a fixed number of queries."""
