"""Users, the bodies each may work on, and the keys with which their programs read."""

import datetime as dt
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role, TokenScope, TokenState
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


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def live_on(self, day: dt.date) -> Self:
        """Keep the tokens that open something on the day: the twin of `AccessToken.state_on`."""
        working = self.filter(user__is_active=True, user__must_change_password=False, role=F("user__role"))
        return working.filter(revoked_at__isnull=True, expires_on__gte=day)


@tracked(exclude=["digest"])
class AccessToken(models.Model):
    """A key with which a program reads, over HTTP, what its user may read. Only the digest of the secret is kept.

    It stops the moment its user does, or changes role: who was given a key of two bodies does not come to read the province.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens", verbose_name=_("người dùng"))
    name = LineField(_("dùng cho"), max_length=80)
    prefix = models.CharField(_("đầu khoá"), max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=16, choices=TokenScope.choices), verbose_name=_("phạm vi"))
    role = models.CharField(_("vai trò khi lập"), max_length=16, choices=Role.choices)
    created_at = models.DateTimeField(_("lập lúc"))
    expires_on = models.DateField(_("dùng đến hết ngày"))
    last_used_at = models.DateTimeField(_("dùng gần nhất lúc"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người thu hồi"))

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoá truy cập dữ liệu")
        verbose_name_plural = _("khoá truy cập dữ liệu")
        constraints = [
            # A form sent twice makes one key.
            models.UniqueConstraint(fields=["user", "name"], condition=Q(revoked_at__isnull=True), name="one_standing_token_per_user_and_name")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    def state_on(self, day: dt.date) -> TokenState:
        """Return whether the token opens anything on the day. Reads its user."""
        if self.revoked_at is not None:
            return TokenState.REVOKED
        if self.expires_on < day:
            return TokenState.EXPIRED
        if not self.user.is_active:
            return TokenState.STOPPED
        if self.role != self.user.role:
            return TokenState.ROLE_CHANGED
        return TokenState.PASSWORD_GIVEN if self.user.must_change_password else TokenState.LIVE

    @property
    def scope_labels(self) -> list[str]:
        return [str(TokenScope(scope).label) for scope in self.scopes]


class RequestCount(models.Model):
    """How often somebody did what is limited, within a span that began with the first time. `who` is the limit's name and a digest."""

    who = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="counts_to_forget")]

    def __str__(self) -> str:
        return f"{self.who} {self.number}"
