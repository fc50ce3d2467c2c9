"""What judging gives: findings without prose. Words for people are made later, in templates, by rule code."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rulebook.law import ParameterUse

Status = Literal["due", "overdue", "waived"]
Severity = Literal["info", "warning", "serious"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One duty not kept, or soon due. `(rule, body, subject)` is its stable key.

    `due_on` is the lawful day (or, where the office switched the shift on, the next working day). `evidence`
    is JSON-ready apart from `datetime.date` values; its keys are listed in the rule's docstring. A record is
    named in it as {"record": "meeting", "code": "…"}: kinds `meeting`, `seat`, `person`, `report`,
    `working-regulation`, `coordination-regulation`, `event`, `decision`, `task`, `submission`,
    `consultation`, `waiver`, `document`.
    """

    rule: str
    body: str
    subject: str
    status: Status
    due_on: dt.date | None
    severity: Severity
    parameters: tuple[ParameterUse, ...]
    evidence: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.rule, self.body, self.subject
