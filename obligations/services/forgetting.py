"""What was judged of bodies that never were: it goes with the bodies that were typed by mistake."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core.errors import Refused
from obligations.models import FindingSpan, Flag, PeriodSpan, Timeline


@transaction.atomic
def forget(*, body_ids: Collection[int], by: User) -> None:
    """Delete the findings and periods of bodies about to be deleted. Raises Refused where a mail,
    an answer or a letter was about one of the findings: such a body was real."""
    check_can_edit_facts(by)
    for judged in (FindingSpan, PeriodSpan, Timeline):
        judged.objects.filter(body_id__in=body_ids).delete()
    try:
        with transaction.atomic():
            Flag.objects.filter(body_id__in=body_ids).delete()
    except ProtectedError as error:
        raise Refused(
            _(
                "Không xoá được: đã có thư nhắc, trả lời hoặc công văn về tổ chức này. Tổ chức đã hoạt động"
                " thì ghi nhận kết thúc, không xoá."
            )
        ) from error
