"""Closed lists of the accounts app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person does with the product; decides which pages and bodies they reach."""

    STAFF = "staff", _("Chuyên viên văn phòng")
    LEADER = "leader", _("Lãnh đạo")
    SECRETARY = "secretary", _("Thư ký tổ chức đảng")
    READER = "reader", _("Cơ quan chỉ xem")
    ADMINISTRATOR = "administrator", pgettext_lazy("vai trò", "Quản trị")


class Area(models.TextChoices):
    """What a reader may look at, by the chapters of the manual: every page has its place in one
    (`desk/documents/help_places.py`)."""

    OVERVIEW = "lanh-dao", _("Tổng quan, phân tích, đánh giá")
    BODIES = "to-chuc", _("Tổ chức đảng, thành viên, danh bạ")
    MEETINGS = "hop", _("Họp, quyết nghị, nhiệm vụ")
    REPORTS = "bao-cao", _("Báo cáo, đề xuất")
    REGULATIONS = "quy-che", _("Quy chế, văn bản")
    PAPERS = "giay-to", _("Giấy tờ đã lập")
    FINDINGS = "chuyen-vien", _("Phát hiện, ý kiến chỉ đạo, lịch")
    RULES = "quy-dinh", _("Quy định theo dõi")


class SignInOutcome(models.TextChoices):
    """How an attempt to come in ended, or that somebody left."""

    ENTERED = "entered", _("vào được")
    LEFT = "left", _("đăng xuất")
    WRONG_PASSWORD = "wrong-password", _("sai mật khẩu")
    WRONG_CODE = "wrong-code", _("sai mã xác thực")
    UNKNOWN_NAME = "unknown-name", _("tên đăng nhập không có")
    STOPPED = "stopped", _("tài khoản đã ngừng")
    PASSWORD_ENDED = "password-ended", _("mật khẩu được cấp đã hết hạn")
    REFUSED = "refused", _("thử quá nhiều lần, phải chờ")
    NO_ACCOUNT = "no-account", _("chưa có tài khoản ở đây")
    NO_GROUP = "no-group", _("không thuộc nhóm nào được dùng phần mềm")
    NOT_HERE = "not-here", _("phải đăng nhập bằng tài khoản của tỉnh")
    AWAY = "away", _("máy chủ tài khoản của tỉnh không trả lời")

    @classmethod
    def failures(cls) -> list[str]:
        return [outcome for outcome in cls.values if outcome not in {cls.ENTERED, cls.LEFT}]


class SignInWay(models.TextChoices):
    """By what somebody shows who they are."""

    PASSWORD = "password", _("mật khẩu ở đây")
    OIDC = "oidc", _("OpenID Connect")
    SAML = "saml", _("SAML")
    LDAP = "ldap", _("danh bạ LDAP")


class RemovalState(models.TextChoices):
    """What became of a request to take off somebody's second factor."""

    REQUESTED = "asked", _("chờ quản trị thứ hai")
    REMOVED = "removed", _("đã gỡ")
    REFUSED = "refused", _("không gỡ")


class TokenScope(models.TextChoices):
    """What an access token may read of what its user may read."""

    BODIES = "bodies", _("Tổ chức, vị trí")
    PEOPLE = "people", _("Cán bộ, thành viên (dữ liệu cá nhân)")
    FINDINGS = "findings", _("Phát hiện, kỳ họp, cuộc họp, báo cáo")


class TokenState(models.TextChoices):
    """Whether an access token opens anything on a day, and if not, why."""

    LIVE = "live", _("đang dùng")
    REVOKED = "revoked", _("đã thu hồi")
    EXPIRED = "expired", _("đã hết hạn")
    STOPPED = "stopped", _("tài khoản đã ngừng")
    ROLE_CHANGED = "role-changed", _("vai trò đã đổi")
    PASSWORD_GIVEN = "password-given", _("chờ đổi mật khẩu được cấp")
