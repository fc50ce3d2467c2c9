"""Closed lists of the delegations app. Values are stable codes, labels are the office's words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyState(models.TextChoices):
    """Where a body stands on a day, worked out from its founding and its end."""

    ACTIVE = "dang-hoat-dong", _("Đang hoạt động")
    ENDED = "da-ket-thuc", _("Đã kết thúc")
    PLANNED = "chua-thanh-lap", _("Chưa thành lập")


class BodyLevel(models.TextChoices):
    """The level of government at which bodies of a kind sit."""

    PROVINCE = "province", _("Tỉnh")
    COMMUNE = "commune", _("Xã")


class BodyRelation(models.TextChoices):
    """What a body is to its parent: one of its organs (a standing board), or a body under it."""

    ORGAN = "organ", _("Cơ quan")
    SUBORDINATE = "subordinate", _("Trực thuộc")


class Duty(models.TextChoices):
    """What a body can hand on to another."""

    REPORTS = "reports", _("Báo cáo")
    TASKS = "tasks", _("Nhiệm vụ")
    SUBMISSIONS = "submissions", _("Đề xuất")


class Applies(models.TextChoices):
    """Whether a rule applies, as a row of law says."""

    YES = "yes", _("Có")
    NO = "no", _("Không")


class LawDraftState(models.TextChoices):
    """Where drafted rows of law stand."""

    DRAFT = "draft", _("Dự thảo")
    IN_FORCE = "in-force", _("Đã cho áp dụng")
    DISCARDED = "discarded", _("Đã bỏ")


class SeatRole(models.TextChoices):
    SECRETARY = "secretary", _("Bí thư")
    DEPUTY = "deputy", _("Phó Bí thư")
    MEMBER = "member", _("Uỷ viên")


class CoordinationKind(models.TextChoices):
    BODIES = "bodies", _("Giữa các tổ chức")
    LOCALITIES = "localities", _("Với cấp uỷ trực thuộc")
    AGENCY = "agency", _("Với cấp uỷ và thủ trưởng cơ quan")


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("chờ văn phòng")
    ACCEPTED = "accepted", _("đã nhận")
    REFUSED = "refused", _("không nhận")


class EventKind(models.TextChoices):
    ELECTION = "election", _("Bầu cử")
    CONGRESS = "congress", _("Đại hội")


class Section(models.TextChoices):
    """What a working regulation covers: the chapters of the model discussed in 2024 (5 chapters)."""

    POSITION = "position", _("Vị trí, chức năng, nhiệm vụ, quyền hạn")
    MEMBERS = "members", _("Nhiệm vụ, quyền hạn của các thành viên")
    REGIME = "regime", _("Nguyên tắc và chế độ làm việc")
    RELATIONS = "relations", _("Quan hệ công tác")
    IMPLEMENTATION = "implementation", _("Tổ chức thực hiện")
