"""Who may see and change the bodies, the registers and the people.

Staff and administrators change everything, leaders read everything, a body's secretary sees and
changes the bodies granted. What a user may not see answers 404; what they may see but not change, 403.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_edit_facts, can_edit_something, can_see_all
from core import known
from delegations.models import Body, LawDraft, Membership, Person, Province


def can_edit_registers(user: User) -> bool:
    """Return whether the user may edit what is of the whole province: bodies, kinds, offices, documents,
    events, committees."""
    return can_edit_facts(user)


def check_can_edit_registers(user: User) -> None:
    known.require_present()
    if not can_edit_registers(user):
        raise PermissionDenied(
            _("Việc này do chuyên viên văn phòng thực hiện. Tài khoản của đồng chí chỉ được xem.")
        )


def check_can_read_registers(user: User) -> None:
    """Raise PermissionDenied for a body's secretary; the office and its leaders read the registers."""
    if not can_see_all(user):
        raise PermissionDenied(_("Trang này dành cho văn phòng và lãnh đạo Tỉnh uỷ."))


def can_put_in_force(user: User, draft: LawDraft) -> bool:
    """Return whether the user may make drafted rows law: somebody else than who wrote them, unless the office
    has one person only. One query, for who wrote them."""
    if not can_edit_registers(user):
        return False
    return draft.drafted_by_id != user.pk or Province.objects.filter(one_person_office=True).exists()


def check_can_put_in_force(user: User, draft: LawDraft) -> None:
    check_can_edit_registers(user)
    if not can_put_in_force(user, draft):
        raise PermissionDenied(
            _(
                "Đồng chí là người soạn dự thảo này nên cần một người khác của văn phòng cho áp dụng. Văn"
                " phòng chỉ có một người thì quản trị bật lựa chọn đó ở trang Quản trị."
            )
        )


def can_see_body(user: User, body: Body) -> bool:
    return Body.objects.visible_to(user).filter(pk=body.pk).exists()


def check_can_see_body(user: User, body: Body) -> None:
    if not can_see_body(user, body):
        raise Http404


def can_edit_body(user: User, body: Body) -> bool:
    """Return whether the user records facts of the body: seats, members, regulations, meetings and so on."""
    if can_edit_registers(user):
        return True
    return bool(user.is_active and can_edit_something(user) and can_see_body(user, body))


def can_edit_bodies_seen(user: User) -> bool:
    """Return whether the user may edit every body that they see: all but leaders."""
    return bool(user.is_active and can_edit_something(user))


def check_can_edit_body(user: User, body: Body) -> None:
    known.require_present()
    if not can_edit_body(user, body):
        raise PermissionDenied(
            _("Đồng chí được xem nhưng không được sửa hồ sơ của %(body)s.") % {"body": body.name}
        )


def can_edit_person(user: User, person: Person) -> bool:
    """Return whether the user changes a person's own data: a secretary only where the person never sat
    in a body of others, whose mails a new address would redirect."""
    if can_edit_registers(user):
        return True
    seats = Membership.objects.filter(person=person)
    own = seats.visible_to(user).count() if user.is_active and can_edit_something(user) else 0
    return own > 0 and own == seats.count()


def check_can_edit_person(user: User, person: Person) -> None:
    known.require_present()
    if not can_edit_person(user, person):
        words = _(
            "Hồ sơ của đồng chí %(person)s liên quan cả tổ chức khác hoặc ngoài phạm vi được giao. Nếu cần"
            " sửa, đồng chí hãy báo văn phòng Tỉnh uỷ."
        )
        raise PermissionDenied(words % {"person": person.full_name})
