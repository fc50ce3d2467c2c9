"""Users, the bodies each may work on, how they come in, and the keys with which their programs read."""

import datetime as dt
import hashlib
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.enums import Area, RemovalState, Role, SignInOutcome, SignInWay, TokenScope, TokenState
from core import clock, known
from core.fields import LineField
from core.history import on_behalf, tracked


class UserManager(DjangoUserManager["User"]):
    """Makes users; the first administrator of an office is made by `manage.py createsuperuser`."""

    use_in_migrations = False

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Return a new administrator, who sees the administrators' pages in the menu too."""
        fields.setdefault("role", Role.ADMINISTRATOR)
        return super().create_superuser(username, email, password, **fields)


@tracked(exclude=["password", "last_login", "tour_ended_at", "inbox_read_at", "page_size"])
class User(AbstractUser):
    """A person who logs in. Staff and administrators write everywhere, leaders read
    everywhere and write directions, a body's secretary sees and edits only the bodies granted, a reader
    writes nothing and sees chosen pages of chosen bodies."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = LineField(_("họ và tên"), max_length=120, blank=True)
    role = models.CharField(_("vai trò"), max_length=16, choices=Role.choices, default=Role.STAFF)
    # Who of the directory has this account: what their posts open, it opens (`SeatGrant`).
    person = models.OneToOneField(
        "delegations.Person",
        on_delete=models.PROTECT,
        related_name="account",
        verbose_name=_("cán bộ"),
        null=True,
        blank=True,
    )
    must_change_password = models.BooleanField(_("phải đổi mật khẩu khi đăng nhập"), default=False)
    password_given_at = models.DateTimeField(_("được cấp mật khẩu lúc"), null=True, blank=True)
    # Of a reader (Ban Tổ chức, Uỷ ban Kiểm tra): the pages, and whether those of every body.
    areas = ArrayField(
        models.CharField(max_length=16, choices=Area.choices),
        verbose_name=_("trang được xem"),
        default=list,
        blank=True,
    )
    reads_all = models.BooleanField(_("xem mọi tổ chức"), default=False)
    # Made with the sample province: while such users exist on a copy on trial, nobody must set up a second
    # factor.
    of_sample = models.BooleanField(_("người dùng mẫu"), default=False)
    # The first tour offers itself until it was ended once.
    tour_ended_at = models.DateTimeField(_("kết thúc lượt làm quen lúc"), null=True, blank=True)
    # How many rows a page of a list has; none chosen: as the list has it.
    page_size = models.PositiveSmallIntegerField(_("số dòng mỗi trang"), null=True, editable=False)
    inbox_read_at = models.DateTimeField(_("đã đọc tin mới đến lúc"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    acted_by: "User | None" = None
    """Who works for this user in the request that is being answered: a deputy
    (accounts/services/deputies.py)."""

    def __str__(self) -> str:
        name = self.full_name or self.username
        return on_behalf(str(self.acted_by), name) if self.acted_by else name

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def sees_all(self) -> bool:
        """Return whether the user sees every body: everyone of the office does, a body's secretary does not,
        and a reader where it was said so."""
        of_office = self.role not in {Role.SECRETARY, Role.READER}
        return self.is_active and (self.is_superuser or of_office or (self.only_reads() and self.reads_all))

    def is_invited(self) -> bool:
        """Return whether the user has no password yet, but an invitation to choose one."""
        return not self.has_usable_password()

    def only_reads(self) -> bool:
        """Return whether the user may write nothing at all, wherever it is."""
        return self.role == Role.READER and not self.is_superuser

    def bodies_in_scope(self) -> "models.QuerySet[Any, Any] | list[int] | None":
        """Return the keys of the bodies that the user may see today, as a subquery; None means all."""
        if self.sees_all():
            return None
        if not self.is_active:
            return BodyGrant.objects.none().values("body")
        if not self.only_reads() and self.person_id is None:
            return BodyGrant.objects.filter(user=self, user__is_active=True).values("body")
        if known.until() is None:
            return self._bodies_of_today()
        # What somebody may see is a matter of today, also where the records are read as they were.
        if self._scope_of_today is None:
            with known.as_recorded_now():
                self._scope_of_today = list(self._bodies_of_today().values_list("pk", flat=True))
        return self._scope_of_today

    _scope_of_today: list[int] | None = None

    def _bodies_of_today(self) -> "models.QuerySet[Any, Any]":
        bodies: Any = BodyGrant._meta.get_field("body").related_model
        granted = Q(pk__in=self.grants.values("body"))
        if self.only_reads():
            granted |= Q(kind__in=self.kinds.values("kind"))
        else:
            posts = SeatGrant.objects.held_on(clock.today(), person=self.person_id)
            granted |= Q(pk__in=posts.values("seat__body"))
        found: models.QuerySet[Any, Any] = bodies._default_manager.filter(granted).values("pk")
        return found


@tracked()
class BodyGrant(models.Model):
    """A body's secretary may see and edit this body."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("người dùng")
    )
    body = models.ForeignKey(
        "delegations.Body", on_delete=models.PROTECT, related_name="grants", verbose_name=_("tổ chức đảng")
    )

    class Meta:
        verbose_name = _("quyền trên tổ chức đảng")
        verbose_name_plural = _("quyền trên tổ chức đảng")
        constraints = [models.UniqueConstraint(fields=["user", "body"], name="one_grant_per_user_and_body")]

    def __str__(self) -> str:
        return f"{self.user} → {self.body_id}"


class SeatGrantQuerySet(models.QuerySet["SeatGrant"]):
    def held_on(self, day: dt.date, *, person: Any) -> Self:
        """Keep the grants of seats that are there on the day and that the person (a key) holds then."""
        there = Q(seat__ends_on__isnull=True) | Q(seat__ends_on__gte=day)
        holds = Q(seat__memberships__ends_on__isnull=True) | Q(seat__memberships__ends_on__gte=day)
        return self.filter(
            there,
            holds,
            seat__starts_on__lte=day,
            seat__memberships__person=person,
            seat__memberships__starts_on__lte=day,
        )


@tracked()
class SeatGrant(models.Model):
    """Whoever holds this seat may see and edit its body, with the account of their person and while they hold
    it. Nobody is named: the scope follows the hand-over by itself."""

    seat = models.OneToOneField(
        "delegations.Seat", on_delete=models.CASCADE, related_name="grant", verbose_name=_("vị trí")
    )

    objects = SeatGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài khoản theo chức danh")
        verbose_name_plural = _("tài khoản theo chức danh")

    def __str__(self) -> str:
        return str(self.seat)


@tracked()
class KindGrant(models.Model):
    """A reader may see the bodies of this kind, those that are founded later too."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="kinds", verbose_name=_("người dùng")
    )
    kind = models.ForeignKey(
        "delegations.BodyKind",
        on_delete=models.CASCADE,
        related_name="readers",
        verbose_name=_("loại tổ chức"),
    )

    class Meta:
        verbose_name = _("quyền xem loại tổ chức")
        verbose_name_plural = _("quyền xem loại tổ chức")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_grant_per_user_and_kind")]

    def __str__(self) -> str:
        return f"{self.user} → {self.kind_id}"


@tracked()
class Deputy(models.Model):
    """Somebody works for a user from the first to the last day, both included."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="deputies", verbose_name=_("người được thay")
    )
    deputy = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="acts_for", verbose_name=_("người thay mặt")
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    reason = LineField(_("lý do"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("người thay mặt")
        verbose_name_plural = _("người thay mặt")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="deputy_ends_after_start",
                violation_error_message=_("Ngày cuối thay mặt không thể trước ngày đầu."),
            ),
            models.CheckConstraint(
                condition=~Q(deputy=F("user")),
                name="nobody_is_their_own_deputy",
                violation_error_message=_("Không tự thay mặt chính mình; hãy chọn người khác."),
            ),
        ]

    def __str__(self) -> str:
        return on_behalf(str(self.deputy), str(self.user))


_BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class Arrival(models.Model):
    """From where somebody came: the address and what the browser says of itself."""

    address = models.GenericIPAddressField(_("địa chỉ máy"), null=True, blank=True)
    agent = models.CharField(_("trình duyệt"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def device(self) -> str:
        """The browser and the system in a few words: Chrome, Windows."""
        found = (
            next((name for mark, name in table if mark in self.agent), "") for table in (_BROWSERS, _SYSTEMS)
        )
        return ", ".join(filter(None, found)) or self.agent[:40] or str(_("không rõ"))


class Session(Arrival):
    """One browser that is logged in, or on its way to be. It ends by itself at `expire_date`: after some idle
    time, or its longest age."""

    session_key = models.CharField(max_length=40, primary_key=True)
    session_data = models.TextField()
    expire_date = models.DateTimeField(_("hết lúc"), db_index=True)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name=_("người dùng")
    )
    started_at = models.DateTimeField(_("đăng nhập lúc"))
    seen_at = models.DateTimeField(_("dùng gần nhất lúc"))

    class Meta:
        verbose_name = _("phiên đăng nhập")
        verbose_name_plural = _("phiên đăng nhập")

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at}"

    @property
    def mark(self) -> str:
        """What names the session on a page: its key opens the account and is never shown."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]


class SignIn(Arrival):
    """One attempt to come in and how it ended. A name that nobody has is not written down: people type their
    password there by mistake."""

    at = models.DateTimeField(_("lúc"), db_index=True)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="sign_ins", verbose_name=_("người dùng")
    )
    outcome = models.CharField(_("kết quả"), max_length=16, choices=SignInOutcome.choices)
    way = models.CharField(
        _("cách đăng nhập"),
        max_length=16,
        choices=SignInWay.choices,
        default=SignInWay.PASSWORD,
        db_default=SignInWay.PASSWORD,
    )

    class Meta:
        verbose_name = _("lần đăng nhập")
        verbose_name_plural = _("lần đăng nhập")

    def __str__(self) -> str:
        return f"{self.at} {self.outcome}"


@tracked()
class FactorRemoval(models.Model):
    """A request that the second factor of a user who lost it be taken off: one administrator asks, another
    decides."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="factor_removals", verbose_name=_("người dùng")
    )
    reason = LineField(_("lý do"), max_length=200)
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đề nghị")
    )
    state = models.CharField(
        _("tình trạng"), max_length=16, choices=RemovalState.choices, default=RemovalState.REQUESTED
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người quyết định"),
    )

    class Meta:
        verbose_name = _("đề nghị gỡ xác thực hai lớp")
        verbose_name_plural = _("đề nghị gỡ xác thực hai lớp")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=RemovalState.REQUESTED),
                name="one_open_factor_removal_per_user",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="a_second_administrator_decides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.state}"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def live_on(self, day: dt.date) -> Self:
        """Keep the tokens that open something on the day: the twin of `AccessToken.state_on`."""
        working = self.filter(user__is_active=True, user__must_change_password=False, role=F("user__role"))
        return working.filter(revoked_at__isnull=True, expires_on__gte=day)


@tracked(exclude=["digest"])
class AccessToken(models.Model):
    """A key with which a program reads, over HTTP, what its user may read. Only the digest of the secret is
    kept.

    It stops the moment its user does, or changes role: who was given a key of two bodies does not come to
    read the province.
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="access_tokens", verbose_name=_("người dùng")
    )
    name = LineField(_("dùng cho"), max_length=80)
    prefix = models.CharField(_("đầu khoá"), max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(
        models.CharField(max_length=16, choices=TokenScope.choices), verbose_name=_("phạm vi")
    )
    role = models.CharField(_("vai trò khi lập"), max_length=16, choices=Role.choices)
    created_at = models.DateTimeField(_("lập lúc"))
    expires_on = models.DateField(_("dùng đến hết ngày"))
    last_used_at = models.DateTimeField(_("dùng gần nhất lúc"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người thu hồi"),
    )

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoá truy cập dữ liệu")
        verbose_name_plural = _("khoá truy cập dữ liệu")
        constraints = [
            # A form sent twice makes one key.
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at__isnull=True),
                name="one_standing_token_per_user_and_name",
            )
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


class UserRequest(HttpRequest):
    """A request as views get it: past the door, which lets in nobody without an account but where a view is
    `login_not_required`."""

    user: User


class RequestCount(models.Model):
    """How often somebody did what is limited, within a span that began with the first time. `who` is the
    limit's name and a digest."""

    who = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="counts_to_forget")]

    def __str__(self) -> str:
        return f"{self.who} {self.number}"


class SavedView(models.Model):
    """A list as somebody wants to see it again: the list's address and the query of filters and order. The
    address stays the truth; this is a name for it."""

    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="saved_views", verbose_name=_("người lưu")
    )
    path = models.CharField(_("danh sách"), max_length=100)
    name = LineField(_("tên"), max_length=60)
    query = models.CharField(_("bộ lọc"), max_length=1000, blank=True)
    is_shared = models.BooleanField(_("dùng chung"), default=False)

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")
        constraints = [
            # Begins with the list, so it serves the menu of a list too.
            models.UniqueConstraint(
                fields=["path", "owner", "name"],
                name="one_saved_view_per_list_owner_and_name",
                violation_error_message=_("Danh sách này đã có bộ lọc tên đó. Hãy đặt tên khác."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The list's address with the view's query; one without filters is not mistaken for the default."""
        return f"{self.path}?{self.query or 'xem=tat-ca'}"


class ListSettings(models.Model):
    """How a user has a list: which columns (none chosen: the list's own choice), and the view it opens
    with."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="list_settings", verbose_name=_("người dùng")
    )
    path = models.CharField(_("danh sách"), max_length=100)
    columns = ArrayField(models.CharField(max_length=30), verbose_name=_("cột"), null=True, blank=True)
    opens_with = models.ForeignKey(
        SavedView,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bộ lọc mặc định"),
    )

    class Meta:
        verbose_name = _("cách xem danh sách")
        verbose_name_plural = _("cách xem danh sách")
        constraints = [
            models.UniqueConstraint(fields=["user", "path"], name="one_settings_per_user_and_list")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.path}"
