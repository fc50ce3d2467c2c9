"""The rules and the law they rest on: plain Python, no Django, no clock, no database."""
