"""Django's PostgreSQL backend, which starts the embedded server at the first connection when nobody has."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError

from runtime import keeper


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL on the embedded server's socket."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; when that fails, make sure that the server is up and try once more."""
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            keeper.ensure()
            return super().get_new_connection(conn_params)
