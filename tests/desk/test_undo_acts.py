"""Every kind of act is taken back exactly: each is done on its own screen as it is shown, taken back, and all
records are as they were."""

import re
from types import SimpleNamespace

import pytest
from pghistory.models import Context

from core.addresses import reverse
from tests import factories
from tests.desk.doing import everything, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WHY = "Ghi nhầm tổ chức"


def of_meetings(made: SimpleNamespace):
    a, held, ahead = made.body.code, made.meeting.code, made.planned.code
    yield "meetings:plan", [], f"?to-chuc={a}", {"held_on": "1/12/2026"}
    yield "meetings:record", [], f"?to-chuc={a}", {"held_on": "20/11/2026", "exception_reason": WHY}
    yield "meetings:edit", [held], "", {"subject": "Nội dung khác", "exception_reason": WHY}
    yield "meetings:agenda", [held], "", {"noi-dung-0-title": "Việc khác"}
    yield "meetings:withdraw", [held], "", {"reason": WHY}
    yield "meetings:postpone", [ahead], "", {"held_on": "5/12/2026", "reason": WHY, "status_reason": WHY}
    yield "meetings:cancel", [ahead], "", {"reason": WHY, "status_reason": WHY}
    yield "meetings:add_decision", [held], "", {"title": "Việc mới", "exception_reason": WHY}
    yield "meetings:edit_decision", [made.decision.code], "", {"title": "Khác", "exception_reason": WHY}
    yield "meetings:withdraw_decision", [made.decision.code], "", {"reason": WHY}
    yield "meetings:give_task", [held], "", {"title": "Việc mới", "due_on": "1/12/2026"}
    yield "meetings:edit_task", [made.task.code], "", {"title": "Việc khác"}
    yield "meetings:finish_task", [made.task.code], "", {"done_on": "20/11/2026"}
    yield "meetings:withdraw_task", [made.task.code], "", {"reason": WHY}
    asked = {"subject": "Quy chế", "deadline_on": "1/12/2026", "theme": "other"}
    yield "meetings:add_consultation", [], f"?to-chuc={a}", asked
    yield "meetings:edit_consultation", [made.consultation.code], "", {"subject": "Khác"}
    yield "meetings:withdraw_consultation", [made.consultation.code], "", {"reason": WHY}


def of_reports(made: SimpleNamespace):
    a, report = made.body.code, made.report.pk
    got = {"number": "9-BC", "period": "2020", "submitted_on": "1/2/2021"}
    yield "reports:receive", [], f"?to-chuc={a}", got
    yield "reports:edit", [report], "", {"number": "10-BC"}
    yield "reports:send_back", [report], "", {"remarks": WHY}
    yield "reports:accept", [report], "", {}
    yield "reports:withdraw", [report], "", {"reason": WHY}
    yield "reports:add_submission", [], f"?to-chuc={a}", {"subject": "Tờ trình", "recorded_on": "1/11/2026"}
    yield "reports:edit_submission", [made.submission.code], "", {"subject": "Khác"}
    yield "reports:withdraw_submission", [made.submission.code], "", {"reason": WHY}
    yield "reports:regime_edit", [made.regime.pk], "", {"name": "Chế độ khác"}


def of_delegations(made: SimpleNamespace):
    a = made.body.code
    yield (
        "delegations:create_body",
        [],
        "",
        {
            "code": "DD-MOI",
            "name": "Đảng đoàn Mới",
            "host": "Hội Mới",
            "kind": str(made.body.kind_id),
            "founded_on": "1/1/2026",
            "coordination_kinds": [],
        },
    )
    yield "delegations:edit_body", [a], "", {"name": "Tên khác"}
    table = {"tv-TOTAL_FORMS": "1", "tv-INITIAL_FORMS": "0", "tv-0-name": "Vũ Văn Mới", "act": "save"}
    yield "delegations:roster", [a], "", {"qd-starts_on": "1/11/2026", **table}
    yield "delegations:edit_seat", [a, made.seat.pk], "", {"role": "deputy"}
    yield (
        "delegations:designate",
        [a, made.vacant.pk],
        "",
        {"person": made.other.code, "starts_on": "1/11/2026"},
    )
    yield "delegations:relieve", [a, made.membership.pk], "", {"on": "20/11/2026"}
    yield "delegations:edit_membership", [a, made.membership.pk], "", {"title": "Khác"}
    yield "delegations:delete_membership", [a, made.membership.pk], "", {}
    yield "delegations:delete_seat", [a, made.vacant.pk], "", {}
    yield "delegations:decide_cadence", [a], "", {"months": "2", "starts_on": "1/12/2026", "basis": "9-NQ"}
    yield "delegations:edit_cadence", [a, made.cadence.pk], "", {"months": "6"}
    yield "delegations:delete_cadence", [a, made.cadence.pk], "", {}
    issued = {"number": "9-QC", "issued_on": "1/11/2026", "effective_on": "1/11/2026"}
    yield "delegations:issue_regulation", [a], "", issued
    yield "delegations:edit_regulation", [a, made.regulation.pk], "", {"number": "10-QC"}
    yield "delegations:delete_regulation", [a, made.regulation.pk], "", {}
    yield "delegations:withdraw_coordination", [made.coordination.pk], "", {"reason": WHY}
    yield (
        "delegations:register_document",
        [],
        "",
        {
            "number": "9-QĐ/TW",
            "title": "Quy định",
            "issued_on": "1/11/2026",
            "effective_on": "1/11/2026",
            "issuer": "BCT",
        },
    )
    yield "delegations:edit_document", [made.document.pk], "", {"title": "Khác"}
    yield "delegations:delete_document", [made.document.pk], "", {}
    yield "delegations:register_person", [], "", {"full_name": "Trần Thị Bảy"}
    yield "delegations:edit_person", [made.person.code], "", {"full_name": "Tên Khác"}
    yield "delegations:create_office", [], "", {"name": "Chủ tịch Hội Mới"}
    yield "delegations:edit_office", [made.office.pk], "", {"name": "Chức vụ khác"}
    yield "delegations:delete_office", [made.office.pk], "", {}
    yield "delegations:edit_event", [made.event.pk], "", {"name": "Tên khác"}
    yield "delegations:delete_event", [made.event.pk], "", {}
    yield "desk:end_body", [a], "", {"on": "30/11/2026", "decision": "9-QĐ/TU", "xac-nhan": "1"}


def of_duties(made: SimpleNamespace):
    a, flag, said = made.body.code, made.flag, made.direction.code
    yield "obligations:waiver-grant", [a, flag.rule, flag.subject], "", {"until": "1/2/2027", "reason": WHY}
    yield "obligations:waiver", [made.waiver.pk], "", {"reason": "Lý do khác"}
    yield "obligations:waiver-withdraw", [made.waiver.pk], "", {}
    yield "obligations:day-off", [made.day_off.pk], "", {"name": "Tên khác"}
    yield "obligations:day-off-remove", [made.day_off.pk], "", {}
    yield "obligations:note", [flag.pk], "", {"text": "Đã gọi"}
    yield "reminders:snooze-finding", [a, flag.pk], "", {"until": "1/12/2026", "reason": WHY}
    asked = {"text": "Làm ngay", "due_on": "1/12/2026", "leader_name": "Ông A"}
    yield "directions:give", [], f"?to-chuc={a}", asked
    yield "directions:report", [said], "", {"text": "Đã làm", "on": "20/11/2026"}
    yield "directions:close", [said], "", {"words": "Xong", "outcome": "done", "on": "20/11/2026"}
    yield "directions:withdraw", [said], "", {"reason": WHY}


@pytest.mark.parametrize("kinds", [of_meetings, of_reports, of_delegations, of_duties])
def test_every_act_is_taken_back_exactly(kinds, furnished, administrator, as_user):
    client = as_user(administrator)
    furnished.vacant = furnished.body.seats.get(memberships=None)
    furnished.other = factories.PersonFactory()
    before, wrong = everything(), {}
    for name, args, query, typed in kinds(furnished):
        url, earlier = reverse(name, args=args) + query, set(Context.objects.values_list("pk", flat=True))
        answer = client.post(url, shown(client, url, **typed))
        act = Context.objects.exclude(pk__in=earlier).filter(metadata__has_key="done").first()
        if act is None:
            wrong[name] = re.findall(r'id="error_[^>]*>[^/]*', answer.content.decode()) or answer
            continue
        done = everything()
        client.post(reverse("desk:undo", args=[act.pk]))
        if done == before or everything() != before:
            wrong[name] = "wrote nothing" if done == before else "not as before"
            break
    assert wrong == {}
