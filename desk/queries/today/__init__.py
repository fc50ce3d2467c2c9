"""Hôm nay: what a user has to do, worst first, and in one sentence how the province stands."""

from desk.queries.today.lines import Kind, Line, Rank, Work, chosen
from desk.queries.today.of_records import next_meeting
from desk.queries.today.state import State, state
from desk.queries.today.work import work

__all__ = ["Kind", "Line", "Rank", "State", "Work", "chosen", "next_meeting", "state", "work"]
