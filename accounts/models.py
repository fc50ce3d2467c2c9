"""Users and the bodies each may work on."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.fields import LineField
from core.history import tracked


@tracked(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person who logs in. Staff and administrators write everywhere, leaders read
    everywhere and write directions, a body's secretary sees and edits only the bodies granted."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = LineField(_("họ và tên"), max_length=120, blank=True)
    role = models.CharField(_("vai trò"), max_length=16, choices=Role.choices, default=Role.STAFF)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu khi đăng nhập"), default=False)

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


@tracked()
class BodyGrant(models.Model):
    """A body's secretary may see and edit this body."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("người dùng"))
    body = models.ForeignKey("delegations.Body", on_delete=models.PROTECT, related_name="grants", verbose_name=_("tổ chức đảng"))

    class Meta:
        verbose_name = _("quyền trên tổ chức đảng")
        verbose_name_plural = _("quyền trên tổ chức đảng")
        constraints = [models.UniqueConstraint(fields=["user", "body"], name="one_grant_per_user_and_body")]

    def __str__(self) -> str:
        return f"{self.user} → {self.body_id}"
