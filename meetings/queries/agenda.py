"""A meeting's agenda with what came of each item."""

from dataclasses import dataclass, field

from meetings.models import AgendaItem, Decision, Meeting, Task


@dataclass
class AtItem:
    """What was decided and given at an item of the agenda; at none where `item` is None."""

    item: AgendaItem | None
    decisions: list[Decision] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    back: str = ""
    """What says in an address where a form that adds to the item leads back to."""

    @property
    def query(self) -> str:
        """Return what names the item in the address of a form that adds to it."""
        parts = [f"noi-dung={self.item.pk}" if self.item else "", self.back]
        return f"?{'&'.join(filter(None, parts))}" if any(parts) else ""


def at_items(meeting: Meeting) -> list[AtItem]:
    """Return the agenda in its order with what came of each item, then what belongs to none. 3 queries."""
    rows = {item.pk: AtItem(item) for item in meeting.agenda.order_by("position")}
    rest = AtItem(None)
    for decision in meeting.decisions.select_related("matter").order_by("code"):
        rows.get(decision.agenda_item_id or 0, rest).decisions.append(decision)
    for task in meeting.tasks.select_related("assignee").order_by("code"):
        rows.get(task.agenda_item_id or 0, rest).tasks.append(task)
    return [*rows.values(), rest]
