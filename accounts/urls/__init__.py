"""Addresses of the accounts app: the entrance (allauth's names) and the user administration."""
