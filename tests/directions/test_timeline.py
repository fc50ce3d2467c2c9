"""What was said about a direction, in the order in which it was said."""

import datetime as dt

from directions.enums import StepKind
from directions.models import DirectionStep, Extension
from directions.views.page import timeline

DAY = dt.date(2026, 11, 20)


def test_a_request_stands_behind_the_report_of_its_day_and_before_the_answer_to_it():
    report, answer, proposal = (
        DirectionStep(kind=kind, on=on)
        for kind, on in (
            (StepKind.REPORT, DAY),
            (StepKind.FURTHER, DAY),
            (StepKind.PROPOSAL, DAY + dt.timedelta(1)),
        )
    )
    asked, again = (Extension(asked_on=on) for on in (DAY, DAY + dt.timedelta(1)))
    told = [next(iter(entry.values())) for entry in timeline([report, answer, proposal], [asked, again])]
    assert list(map(id, told)) == list(map(id, (report, asked, answer, proposal, again)))
