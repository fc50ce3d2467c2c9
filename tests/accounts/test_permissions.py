"""Who may see and edit what, persona by persona."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts import permissions
from accounts.models import User
from accounts.queries import bodies_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("persona", "sees_all", "edits_facts", "edits_a", "administers"),
    [
        ("staff", True, True, True, False),
        ("leader", True, False, False, False),
        ("administrator", True, True, True, True),
        ("secretary_of_a", False, False, True, False),
        ("secretary_of_b", False, False, False, False),
        ("reader_of_b", False, False, False, False),
        ("reader_of_bodies", True, False, False, False),
    ],
)
def test_each_role_may_do_this(request, body_a, persona, sees_all, edits_facts, edits_a, administers):
    user = request.getfixturevalue(persona)

    assert permissions.can_see_all(user) is sees_all
    assert permissions.can_edit_facts(user) is edits_facts
    assert permissions.can_edit_body(user, body_a.pk) is edits_a
    assert permissions.can_administer(user) is administers


def test_a_secretary_sees_granted_bodies(secretary_of_a, staff, body_a, body_b, django_assert_num_queries):
    assert bodies_of(staff) is None
    with django_assert_num_queries(1):
        assert bodies_of(secretary_of_a) == frozenset({body_a.pk})
        assert permissions.can_see_body(secretary_of_a, body_a.pk)
        assert not permissions.can_see_body(secretary_of_a, body_b.pk)


def test_out_of_scope_is_not_found_and_read_only_is_refused(secretary_of_b, leader, body_a):
    with pytest.raises(Http404):
        permissions.check_can_edit_body(secretary_of_b, body_a.pk)
    with pytest.raises(PermissionDenied, match="chỉ được xem"):
        permissions.check_can_edit_body(leader, body_a.pk)


def test_a_stopped_account_may_do_nothing(staff, body_a):
    User.objects.filter(pk=staff.pk).update(is_active=False)
    staff.refresh_from_db()

    assert not permissions.can_see_all(staff)
    assert not permissions.can_edit_facts(staff)
    assert not permissions.can_see_body(staff, body_a.pk)


@pytest.mark.parametrize(
    "path", ["/hop/ghi-nhan/", "/hop/len-lich/", "/lay-y-kien/them/", "/bao-cao/nhan/", "/de-xuat/them/"]
)
def test_who_only_reads_is_not_asked_for_which_body_to_write(path, body_a, leader, staff, as_user):
    assert as_user(staff).get(path).status_code == 200
    answer = as_user(leader).get(path)
    assert answer.status_code == 403
    assert "chỉ được xem" in answer.content.decode()
