"""A sample province with the past of its records: what an office would have typed in on which day."""

from exchange.services.past.replaying import bring_in

__all__ = ["bring_in"]
