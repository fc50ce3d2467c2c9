"""Forms that are sent rubbish answer with words, never with a fault of the server."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.addresses import reverse
from meetings.forms.agenda import guess_theme
from meetings.forms.decisions import ConsultationForm, DecisionForm, MatterForm
from meetings.forms.meetings import InvitationForm, PostponeForm
from reports.forms.reports import ReportForm, SubmissionForm

RUBBISH = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "-1",
            "0",
            "99999999999999999999",
            "31/12/9999",
            "29/2/2026",
            "29.2.24",
            "12:60",
            "²",
            "\x00",
            "a\nb",
            "=1+1",
            "<script>",
            "Mật",
            "(Tối mật)",
        ]
    ),
)


def posted(names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(names), RUBBISH, max_size=len(names))


RECORD = [
    "held_on",
    "kind",
    "starts_at",
    "ends_at",
    "place",
    "subject",
    "chair",
    "guests",
    "head_count",
    "minutes_signed_on",
    "code",
    "online_address",
]
RECORD += [
    "noi-dung-TOTAL_FORMS",
    "noi-dung-INITIAL_FORMS",
    "noi-dung-0-title",
    "noi-dung-0-theme",
    "noi-dung-0-ORDER",
    "noi-dung-0-pk",
    "nhiem-vu-TOTAL_FORMS",
]
RECORD += [
    "nhiem-vu-INITIAL_FORMS",
    "nhiem-vu-0-title",
    "nhiem-vu-0-due_on",
    "nhiem-vu-0-assignee",
    "xong",
    "diem-danh",
    "ban_dau",
]
SCREENS = {
    "record": ("?to-chuc=DD-A", RECORD),
    "plan": ("?to-chuc=DD-A", RECORD),
    "add_consultation": ("?to-chuc=DD-A", list(ConsultationForm.Meta.fields)),
    "add_matter": ("", list(MatterForm.Meta.fields)),
    "edit": ("DD-A/2026-001", [*RECORD, "exception_reason"]),
    "agenda": ("DD-A/2026-001", [*RECORD, "dau"]),
    "attendance": ("DD-A/2026-001", ["exception_reason", "ban_dau", "s1", "r1"]),
    "minutes": ("DD-A/2026-001", ["opening", "truoc-opening", "conclusion", "else-talk"]),
    "start_paper": ("DD-A/2026-001", ["loai"]),
    "add_decision": ("DD-A/2026-001", [*DecisionForm.Meta.fields, "kiem-tra", "them-nua"]),
    "give_task": ("DD-A/2026-001", ["title", "assignee", "due_on"]),
    "cancel": ("DD-A/2026-001", ["reason"]),
    "postpone": ("DD-A/2026-001", list(PostponeForm.base_fields)),
    "invite": ("DD-A/2026-001", list(InvitationForm.base_fields)),
}


@pytest.mark.parametrize("name", SCREENS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_form_of_meetings_breaks(name, data, held, staff, as_user) -> None:
    tail, fields = SCREENS[name]
    url = (
        reverse(f"meetings:{name}") + tail
        if tail.startswith("?") or not tail
        else reverse(f"meetings:{name}", args=[tail])
    )
    answer = as_user(staff).post(url, data.draw(posted(fields)))
    assert answer.status_code in {200, 303, 404, 422}


@pytest.mark.parametrize(("name", "form"), [("receive", ReportForm), ("add_submission", SubmissionForm)])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_form_of_reports_breaks(name, form, data, held, staff, as_user) -> None:
    answer = as_user(staff).post(
        reverse(f"reports:{name}") + "?to-chuc=DD-A", data.draw(posted(list(form.Meta.fields)))
    )
    assert answer.status_code in {200, 303, 422}


@given(title=st.text(max_size=80))
def test_every_title_has_a_theme(title) -> None:
    assert guess_theme(title) in {"political", "organisation", "personnel", "inspection", "other"}
