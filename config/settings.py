"""Settings. Everything an office may change comes from the environment (config/env.py); docs/deploy lists the
variables."""

import logging
from typing import Any
from urllib.parse import urlsplit

from config import env
from core.clock import ZONE_NAME
from runtime import places, postgres
from runtime.processes import mailbox_port
from runtime.version import version

BASE_DIR = env.BASE_DIR
VAR_DIR = places.var()
VERSION = version()

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret(VAR_DIR / "secret")

# The address people type. Links in mails begin with it; its scheme decides whether cookies and redirects
# insist on https.
SITE_URL = env.address("SITE_URL", "http://localhost:8000")
_site = urlsplit(SITE_URL)
_host = f"[{_site.hostname}]" if ":" in (_site.hostname or "") else _site.hostname
ALLOWED_HOSTS = env.word_list("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{_host}")
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",  # its templates, beside which ours lie
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "core",
    "accounts",
    "outbox",
    "papers",
    "delegations",
    "meetings",
    "reports",
    "obligations",
    "directions",
    "reviews",
    "reminders",
    "exchange",
    "desk",
]

MIDDLEWARE = [
    "core.htmx.ArrivalMiddleware",
    "accounts.views.network.ClientMiddleware",
    "core.logs.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.htmx.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.uploads.OwnerMiddleware",
    "accounts.views.entrance.LanguageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.views.entrance.FragmentMiddleware",
    "django.middleware.common.CommonMiddleware",
    "accounts.views.network.BodyMiddleware",  # before the form's token is looked for in the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "core.characters.CharactersMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Login is required everywhere; a view that a stranger may see says so
    # (django.contrib.auth.decorators.login_not_required).
    "accounts.views.entrance.LogInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.views.entrance.DoorMiddleware",
    "desk.views.readers.ReaderMiddleware",
    "accounts.views.deputies.DeputyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.history.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.views.entrance.RefusalMiddleware",
    "core.replica.ReplicaMiddleware",
    "core.known.KnownMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "templates",
            *sorted(path.parent for path in BASE_DIR.glob("rulebook/duties/*/words")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
            "builtins": [
                "core.templatetags.fixed",
                "core.templatetags.nennep",
                "obligations.templatetags.duties",
            ],
            "libraries": {"i18n": "core.templatetags.fixed"},
        },
    },
]

# Database. A request opens no transaction of its own (no ATOMIC_REQUESTS): services are atomic, and a long
# read must not hold one open. Connections are kept for a minute and checked before use, which serves as the
# pool of a few processes.
if env.text("DATABASE_POOLER_URL"):
    # PgBouncer by transactions: no cursor of the server outlives one. Backups and the making of tables go to
    # DATABASE_URL itself.
    DATABASES = {"default": env.database("DATABASE_POOLER_URL") | {"DISABLE_SERVER_SIDE_CURSORS": True}}
elif env.text("DATABASE_URL"):
    DATABASES = {"default": env.database("DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "runtime.backend",  # PostgreSQL's own, which starts the embedded server when nobody has
            "NAME": postgres.NAME,
            "USER": postgres.USER,
            "HOST": str(places.database_socket_folder()),
        }
    }
if env.text("DATABASE_REPLICA_URL"):
    # A copy that is away is noticed within two seconds; pages are then read from the database.
    DATABASES["replica"] = env.database("DATABASE_REPLICA_URL") | {"TEST": {"MIRROR": "default"}}
    DATABASES["replica"]["OPTIONS"].setdefault("connect_timeout", "2")
    DATABASES["replica"]["DISABLE_SERVER_SIDE_CURSORS"] = True  # a pooler may stand before it, too
for _named in DATABASES.values():
    _named |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
REPLICA_LAG_SECONDS = env.number("REPLICA_LAG_SECONDS", 5, least=1, most=3600)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, shared by all web processes: signing in must work while the broker is away.
# Limits that strangers can strike are counted elsewhere (accounts/services/limits.py): a flood of entries
# must not wipe counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Accounts: names given by the office, no public sign-up.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

# Coming in by what the province has already: OpenID Connect, SAML, LDAP. See ADR 37. What is not set up is
# not loaded.
_ROLES = {"administrator", "staff", "leader", "secretary", "reader"}
OUTSIDE: dict[str, dict[str, Any]] = {}
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
SOCIALACCOUNT_ADAPTER = "accounts.services.providers.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that ends at another server is stopped by the policy (form-action)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds
if OIDC_ISSUER := env.secure_address("OIDC_ISSUER").rstrip("/"):
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
    OUTSIDE["oidc"] = env.sign_in_rules("OIDC", _ROLES)
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OUTSIDE["oidc"]["name"],
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": env.text("OIDC_SCOPE", "openid profile email").split(),
    }
if env.text("SAML_METADATA"):
    INSTALLED_APPS.append("allauth.socialaccount.providers.saml")
    OUTSIDE["saml"] = env.sign_in_rules("SAML", _ROLES)
    SOCIALACCOUNT_PROVIDERS["saml"] = {
        "APPS": [
            {
                "provider_id": "saml",
                "name": OUTSIDE["saml"]["name"],
                "client_id": "tinh",  # a part of our addresses at /tai-khoan/saml/tinh/
                "settings": {
                    "attribute_mapping": env.saml_attributes(),
                    "idp": env.saml_provider(),
                    "advanced": {"want_assertion_signed": env.flag("SAML_SIGNED_ASSERTION", True)},
                },
            }
        ]
    }
LDAP_STARTTLS = env.flag("LDAP_STARTTLS", False)
if LDAP_URL := env.secure_address("LDAP_URL", ("ldaps", "ldap"), encrypts_later=LDAP_STARTTLS):
    OUTSIDE["ldap"] = env.sign_in_rules("LDAP", _ROLES)
    AUTHENTICATION_BACKENDS.append("accounts.services.directory.DirectoryBackend")
LDAP_CA = env.text("LDAP_CA")  # a file with the certificate of who signed the server's; empty: the system's
LDAP_BIND_DN = env.text("LDAP_BIND_DN")
LDAP_BIND_PASSWORD = env.text("LDAP_BIND_PASSWORD")
LDAP_BASE = env.text("LDAP_BASE")
LDAP_FILTER = env.text("LDAP_FILTER", "(&(objectClass=person)(|(uid={name})(sAMAccountName={name})))")
LDAP_GROUP_FILTER = env.text("LDAP_GROUP_FILTER", "(|(member={dn})(uniqueMember={dn})(memberUid={name}))")
# Whom a password of ours lets in: everybody, or only administrators, for the day when the province's own
# sign-in is away.
LOCAL_SIGN_IN = env.one_of("LOCAL_SIGN_IN", "all", {"all", "administrators"})
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "accounts.services.entrance.OfficeAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.entrance.LoginForm",
    "change_password": "accounts.forms.entrance.OwnPasswordForm",
}
# Whose work begins only after a second factor; everybody else may have one. Not asked of a copy on trial that
# holds the sample users.
SECOND_FACTOR_ROLES = env.some_of(
    "SECOND_FACTOR", "administrator,staff", {"administrator", "staff", "leader", "secretary", "reader"}
)
FIRST_PASSWORD_DAYS = env.number(
    "FIRST_PASSWORD_DAYS", 7, least=1, most=90
)  # a password given by the administrator opens nothing after that
MFA_ADAPTER = "accounts.services.second_factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.forms.entrance.CodeForm",
    "reauthenticate": "accounts.forms.entrance.CodeAgainForm",
}
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds before and after: clocks differ, and people type slowly
MFA_TOTP_ISSUER = "Nền nếp"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by the administrator
# Passwords are limited by accounts/services/attempts.py; allauth's own limits would let a stranger shut out
# an office by its address, or anybody by name. Codes of the second factor stay with allauth: who tries them
# has the password.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "5/5m/key"}
CSRF_FAILURE_VIEW = "accounts.views.entrance.csrf_failure"

# Browser. Nothing comes from elsewhere, nothing is written into the page: script and style lie in files of
# static/.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # Tabler's arrows and ticks, the QR code of the second factor
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
HTTPS = _site.scheme == "https"
SESSION_COOKIE_NAME = "nennep_session"
SESSION_ENGINE = "accounts.services.sessions"
SESSION_COOKIE_AGE = env.number("SESSION_HOURS", 12, least=1, most=168) * 3600  # whatever one does
SESSION_IDLE_SECONDS = env.number("SESSION_IDLE_MINUTES", 120, least=5, most=10_080) * 60
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "nennep_csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "nennep_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.flag("HTTPS_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^(song|san-sang)/$"]  # asked by machines beside this one, without a proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.flag("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # other names of the office's domain may not speak https: HSTS_SUBDOMAINS is theirs to switch on
    "security.W005",
    "security.W021",  # browsers' preload list is for public sites
    "templates.W003",  # core.templatetags.fixed stands in the place of Django's i18n (ADR 43)
]
# Only these may say for whom they ask (X-Forwarded-For) and by which scheme; deploy/ has configurations that
# set both.
TRUSTED_PROXIES = env.networks("BEHIND_PROXY", HTTPS)
# How long a stopping web process says so to the balancer (503 at /san-sang/) and serves on; the supervisor
# sets it for hosts that run apart.
DRAIN_SECONDS = env.number("DRAIN_SECONDS", 0, least=0, most=40)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [
    BASE_DIR / "locale",
    BASE_DIR / "locale_parts",
]  # our texts, and the words of libraries that have no Vietnamese
TIME_ZONE = ZONE_NAME
USE_TZ = True
USE_I18N = True

# Files.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("manual", BASE_DIR / "docs" / "manual" / "pictures")]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT, _vault = env.files(VAR_DIR / "files")
BACKUP_RECORD = places.backup_record()  # what `nen-nep backup` wrote down of its last run
ARCHIVE_RECORD = places.archive_record()  # how far the archive reaches
ARCHIVE_WANTED = places.is_archived()
DRILL_RECORD = places.drill_record()  # what `nen-nep drill` found last
SIGNER = "runtime.seal.sign"  # signs what leaves the installation and is checked elsewhere, as backups are
MEDIA_URL = "/tep/"  # never served by address: a view checks who may read and sends the file
STORAGES = {
    "default": _vault,
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # larger uploads go to a temporary file
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # forms without their files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
VIRUS_SCANNER = env.scanner("VIRUS_SCANNER")  # a clamd that looks at every file handed in; empty: none
UPLOAD_MAX_BYTES = (
    env.number("UPLOAD_MAX_MB", 20, least=1, most=500) * 1_000_000
)  # one uploaded file, the workbook included

# Mail. Without EMAIL_URL it goes to the mailbox that `make run` starts, and stays in MAIL_DIR.
MAIL_DIR = places.mail()
EMAIL_BACKEND = "core.mail.EmailBackend"
if EMAIL_URL := env.text("EMAIL_URL"):
    MAIL_STAYS_HERE = False
    _mail = env.mail_server(EMAIL_URL)
else:
    MAIL_STAYS_HERE = True
    _mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": mailbox_port()}
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Nền nếp <nennep@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
# A copy that is not in real use mails nobody but these addresses and domains, unless its mail stays here
# anyway.
MAIL_LIVE = env.flag("MAIL_LIVE", False)
MAIL_ALLOW = env.word_list("MAIL_ALLOW")
MAIL_LEASE_SECONDS = env.number(
    "MAIL_LEASE_SECONDS", 600, least=30, most=3600
)  # a sender silent for so long is taken for dead
MAIL_CONNECTIONS = env.number(
    "MAIL_CONNECTIONS", 2, least=1, most=20
)  # kept open to the mail server at once by each process that sends
MAIL_PER_MINUTE = env.number(
    "MAIL_PER_MINUTE", 0, least=0, most=100_000
)  # the mail server's limit, over all processes; 0 for none
BOUNCE_IMAP_URL = env.text(
    "BOUNCE_IMAP_URL"
)  # the mailbox of MAIL_FROM, to which delivery reports return; it must take name+anything@
OPEN_DATA_REQUESTS = env.number(
    "OPEN_DATA_REQUESTS", 600, least=1, most=1_000_000
)  # by one access token in ten minutes
METRICS_TOKEN = env.text(
    "METRICS_TOKEN"
)  # what the office's monitoring shows as a bearer; empty: administrators only

FORM_RENDERER = "core.renderers.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Jobs. A worker killed in the middle loses nothing: a task is acknowledged when done and given out again when
# its worker is gone. A task may therefore start twice; every task is idempotent and the truth is a table.
REDIS = env.broker(env.text("REDIS_URL", f"unix://{places.broker_socket()}?db=0"))
CELERY_BROKER_URL = REDIS.for_celery
CELERY_BROKER_USE_SSL = REDIS.tls or None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TASK_SOFT_TIME_LIMIT = 270  # seconds
CELERY_TASK_TIME_LIMIT = (
    300  # below the visibility timeout: a task still running is never given to a second worker
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    # Words of the office's network: a broker that is away is noticed by a page within two seconds, which then
    # goes on without it.
    "socket_connect_timeout": 2,
    "socket_timeout": 20,
    "socket_keepalive": not REDIS.url.startswith("unix://"),
} | REDIS.options
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0.1,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULER = "runtime.beat.Scheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5  # seconds
CELERY_REDBEAT_REDIS_URL = REDIS.for_redbeat["url"]
CELERY_REDBEAT_REDIS_USE_SSL = REDIS.for_redbeat["use_ssl"]
# Seconds to wait for an absent broker before beat ends and is started again.
CELERY_REDBEAT_REDIS_OPTIONS = {"retry_period": 60} | REDIS.for_redbeat["options"]
CELERY_REDBEAT_KEY_PREFIX = "nennep:beat:"
CELERY_REDBEAT_LOCK_TIMEOUT = 30  # seconds until a second beat takes over from a dead one
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500

# Statements of the database that take at least so long are logged, without their values; 0: none is timed.
SLOW_STATEMENT_MS = env.number("SLOW_STATEMENT_MS", 1000, least=0, most=600_000)
SLOW_STATEMENTS = places.logs() / "slow-statements"


def _without_traceback(record: logging.LogRecord) -> bool:
    """A page refused or not found is one line; only a fault of ours shows where it happened."""
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = record.exc_text = None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.logs.PlainFormatter",
            "format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s%(number)s",
        },
        "json": {"()": "core.logs.JsonFormatter"},
    },
    "filters": {"one line": {"()": "django.utils.log.CallbackFilter", "callback": _without_traceback}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.one_of("LOG_FORMAT", "plain", {"plain", "json"}),
            "filters": ["one line"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "celery.redirected": {"level": "WARNING"},
        "waitress.queue": {"level": "ERROR"},  # it tells of each request that waits for a thread
    },
}
