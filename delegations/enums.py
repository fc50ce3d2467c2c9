"""Closed lists of the delegations app. Values are stable codes, labels are the office's words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatRole(models.TextChoices):
    SECRETARY = "secretary", _("Bí thư")
    DEPUTY = "deputy", _("Phó Bí thư")
    MEMBER = "member", _("Uỷ viên")


class CoordinationKind(models.TextChoices):
    BODIES = "bodies", _("Giữa các tổ chức")
    LOCALITIES = "localities", _("Với cấp uỷ trực thuộc")
    AGENCY = "agency", _("Với cấp uỷ và thủ trưởng cơ quan")


class EventKind(models.TextChoices):
    ELECTION = "election", _("Bầu cử")
    CONGRESS = "congress", _("Đại hội")
