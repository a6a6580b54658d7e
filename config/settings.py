"""All settings. Each may be set by an environment variable; without any, a clean checkout runs.

DATA_DIR            where the database, queue, files and keys of this installation live   (var)
FONTS_DIR           the fonts documents are set in, made by script/bootstrap   (fonts in DATA_DIR)
SECRET_KEY          signs sessions; made once and kept in DATA_DIR when not given
DEBUG               true shows error details and the design samples; never on a public machine   (false)
ALLOWED_HOSTS       names this site answers to, separated by commas   (localhost,127.0.0.1,[::1])
SITE_URL            where visitors find this site, printed in reports as the place to check them   (http://localhost:8000)
HTTPS               true when visitors come over https: cookies are then sent over https only   (false)
PROXY_COUNT         reverse proxies in front that add X-Forwarded-For   (0)
DATABASE_URL        postgres://user:password@host/name   (a SQLite file in DATA_DIR)
REDIS_URL           redis://host:6379/0, for the queue and the cache   (folders in DATA_DIR)
EMAIL_URL           smtp+tls://user:password@host:587   (mail is written to files in DATA_DIR/mail, nothing is sent)
EMAIL_FROM          sender of mail   (noreply@localhost)
EMAIL_VERIFICATION  none, optional or mandatory   (optional; none without EMAIL_URL, as no mail would arrive)
EVIDENCE_FILE_MB             largest file taken as evidence, in megabytes   (10)
EVIDENCE_MEGAPIXELS          largest picture taken as evidence, in millions of pixels   (50)
EVIDENCE_FILES_PER_QUESTION  files for one question at most   (20)
EVIDENCE_QUOTA_MB            all files of one assessment together, in megabytes   (200)
EVIDENCE_SCANNER             a command that scans a file for viruses; it gets the path as its last argument and ends with
                             status 0 for clean, 1 for infected; anything else refuses the file   (none: not scanned)
EVIDENCE_SCANNER_SECONDS     how long it may take   (60)
EVIDENCE_STORAGE             dotted name of a Django storage that keeps the files, e.g. storages.backends.s3.S3Storage
                             (folder media/evidence in DATA_DIR)
EVIDENCE_STORAGE_OPTIONS     its options as a JSON object   (none)
WEBHOOK_PRIVATE     true lets messages go to gateways in the own network and over http; never on a machine others may
                    set up gateways on   (false)
REACH_MINIMUM       fewest firms a figure shown to a bureau may stand for, 5 or more   (5)
"""

import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def stop(sentence):
    """End the program with one sentence instead of a traceback: whoever starts it can mend it."""
    sys.exit(f"Settings: {sentence}")


def flag(name, default=False):
    value = os.environ.get(name, "").strip().lower() or str(default).lower()
    if value not in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
        stop(f"{name} is {value!r}; expected true or false.")
    return value in {"true", "1", "yes", "on"}


def whole(name, default):
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdigit():
        stop(f"{name} is {value!r}; expected a whole number, 0 or more.")
    return int(value)


def one_of(name, choices, default):
    value = os.environ.get(name, "").strip() or default
    if value not in choices:
        stop(f"{name} is {value!r}; expected one of {', '.join(choices)}.")
    return value


def options(name):
    try:
        value = json.loads(os.environ.get(name, "").strip() or "{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        stop(f'{name} is not a JSON object; expected something like {{"bucket_name": "evidence"}}.')
    return value


def address(name, schemes):
    value = os.environ.get(name, "").strip()
    if value and value.partition("://")[0] not in schemes:
        # The value itself is not repeated: it may hold a password.
        stop(f"{name} starts with an unknown scheme; expected {' or '.join(f'{scheme}://' for scheme in schemes)}.")
    return value


def folder(path):
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"the folder {path} cannot be made ({error.strerror}). Set DATA_DIR to a folder this user may write to.")
    return path


def kept_secret(path):
    """The key of this installation: made once, readable by its user alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    except OSError as error:
        stop(f"{path} cannot be written ({error.strerror}). Set SECRET_KEY, or DATA_DIR to a writable folder.")
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


DATA_DIR = folder(Path(os.environ.get("DATA_DIR", "").strip() or BASE_DIR / "var").resolve())
SECRET_KEY = os.environ.get("SECRET_KEY", "").strip() or kept_secret(DATA_DIR / "secret_key")
DEBUG = flag("DEBUG")
HTTPS = flag("HTTPS")
PROXY_COUNT = whole("PROXY_COUNT", 0)
DATABASE_URL = address("DATABASE_URL", ("sqlite", "postgres", "postgresql"))
REDIS_URL = address("REDIS_URL", ("redis", "rediss", "unix"))
EMAIL_URL = address("EMAIL_URL", ("smtp", "smtp+tls", "smtp+ssl", "smtps", "consolemail", "filemail"))

# --- The application -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "accounts",
    "frameworks",
    "subsidies",
    "surveys",
    "estimates",
    "suggestions",
    "evidence",
    "teamwork",
    "exchange",
    "bureaus",
    "branding",
    "providers",
    "verification",
    "rollups",
    "dashboard",
    "plans",
    "funding",
    "reports",
    "comparisons",
    "batches",
    "calibration",
    "suppliers",
    "visits",
    "history",
    "campaigns",
    "api",
    "portfolio",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.PagesAreNotStored",
    "api.door.Door",  # before sessions: no cookie passes it
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LanguageOfThePerson",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.site",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]
if DEBUG:
    TEMPLATES[0]["OPTIONS"].pop("loaders")
    TEMPLATES[0]["APP_DIRS"] = True

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = DEBUG

# --- Database: SQLite so that there is nothing to install, PostgreSQL by DATABASE_URL --------------------------------

DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL or f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # FULL, not NORMAL: an answer that was acknowledged must outlive a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
        # A transaction takes the write lock when it begins, so that none fails half way with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache (rate limits): shared by all web processes ----------------------------------------------------------------

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
}

# --- The queue. A message is only a doorbell: the job itself is a database row, so a lost or doubled one does no harm -

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"  # a host, or kombu warns that there is none
CELERY_TASK_TIME_LIMIT = 180
CELERY_TASK_SOFT_TIME_LIMIT = 150
if REDIS_URL:
    # Longer than any task may run, or Redis would hand a running task to a second worker.
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 600,
        "socket_timeout": 10,
        "socket_connect_timeout": 3,
        "retry_on_timeout": True,
    }
else:
    _queue = folder(DATA_DIR / "broker" / "queue")
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(folder(DATA_DIR / "broker" / "control")),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # enqueueing happens inside a request: fail at once, the sweeper finds the row
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "reports.tasks.sweep": {"queue": "default"},
    "reports.*": {"queue": "report"},
    "comparisons.tasks.make": {"queue": "report"},
    "dashboard.tasks.make": {"queue": "report"},
    # Many reports at once, and the files they are put into: taken in turn with the single ones.
    "batches.tasks.pack": {"queue": "batch"},
    "rollups.*": {"queue": "batch"},  # minutes, twice a year
    "campaigns.tasks.print_letters": {"queue": "report"},
    "campaigns.tasks.send": {"queue": "mail"},
    "*.mail.*": {"queue": "mail"},
}
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep reports": {"task": "reports.tasks.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "sweep batches": {"task": "batches.tasks.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "sweep comparisons": {"task": "comparisons.tasks.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "sweep exports": {"task": "dashboard.tasks.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "sweep campaigns": {"task": "campaigns.tasks.sweep", "schedule": 60.0, "options": {"expires": 50}},
    "remove old letters": {"task": "campaigns.tasks.tidy", "schedule": crontab(hour="4", minute="10")},
    "sweep lists of clients": {"task": "portfolio.tasks.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "remove old lists of clients": {"task": "portfolio.tasks.tidy", "schedule": crontab(hour="4", minute="30")},
    "remove old archives": {
        "task": "batches.tasks.tidy",
        "schedule": crontab(minute="20"),
        "options": {"expires": 3000},
    },
    # Soon after midnight, and again in the morning for a worker that slept through it: twice does no harm.
    "expire subsidies": {"task": "subsidies.tasks.expire", "schedule": crontab(hour="0,8", minute="10")},
    "forget replies of the interface": {"task": "api.tasks.forget", "schedule": crontab(hour="3", minute="40")},
    # The half-year that is over: on its first days, and later for a worker that slept; once counted it is only looked at.
    "count the half-year": {
        "task": "rollups.tasks.count",
        "schedule": crontab(hour="2", minute="30"),
        "options": {"expires": 3600 * 20},
    },
    "refresh portfolios": {"task": "portfolio.tasks.refresh", "schedule": crontab(hour="0,8", minute="20")},
}

# --- Who you are -----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# OWASP ASVS: length and known passwords, no rules of composition.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "accounts:landing"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_REDIRECT_URL = "accounts:home"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = one_of(
    "EMAIL_VERIFICATION", ("none", "optional", "mandatory"), "optional" if EMAIL_URL else "none"
)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Wrong passwords are counted by axes, by user and address together: a limit by user alone would let a stranger lock
# the owner out.
ACCOUNT_RATE_LIMITS = {"login_failed": "50/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = "config.lockout.time"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "config.lockout.username"
AXES_CLIENT_IP_CALLABLE = "config.lockout.address"
AXES_LOCKOUT_CALLABLE = "config.lockout.response"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"

# --- Safety of pages -------------------------------------------------------------------------------------------------

ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()
]
SITE_URL = (address("SITE_URL", ("http", "https")) or "http://localhost:8000").rstrip("/")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXY_COUNT else None
X_FRAME_OPTIONS = "DENY"
# Scripts run only with the nonce of the page: <script src="…" nonce="{{ CSP_NONCE }}">. No inline style anywhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a page may hold twenty matrices with every cell ticked

# --- Languages and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.staticfiles.NodeFinder",
]
# Files taken from node_modules (npm ci), by the name they are served under.
NODE_ASSETS = {
    "vendor/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    "vendor/echarts.min.js": "echarts/dist/echarts.min.js",
}
# Private: served by views that know who may read a file, never by address.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/no-media-by-address/"
# The subset fonts that script/bootstrap makes for documents.
FONTS_DIR = Path(os.environ.get("FONTS_DIR", "").strip() or DATA_DIR / "fonts")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "evidence": {
        "BACKEND": os.environ.get("EVIDENCE_STORAGE", "").strip() or "evidence.storage.DurableStorage",
        "OPTIONS": options("EVIDENCE_STORAGE_OPTIONS"),
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
EVIDENCE_FILE_MB = whole("EVIDENCE_FILE_MB", 10)
EVIDENCE_MEGAPIXELS = whole("EVIDENCE_MEGAPIXELS", 50)
EVIDENCE_FILES_PER_QUESTION = whole("EVIDENCE_FILES_PER_QUESTION", 20)
EVIDENCE_QUOTA_MB = whole("EVIDENCE_QUOTA_MB", 200)
EVIDENCE_SCANNER = os.environ.get("EVIDENCE_SCANNER", "").strip()
EVIDENCE_SCANNER_SECONDS = whole("EVIDENCE_SCANNER_SECONDS", 60)

# --- Figures for bureaus ---------------------------------------------------------------------------------------------

REACH_MINIMUM = whole("REACH_MINIMUM", 5)
if REACH_MINIMUM < 5:
    stop(f"REACH_MINIMUM is {REACH_MINIMUM}; expected 5 or more: figures over fewer firms would show single ones.")

# --- Messages to gateways of bureaus ----------------------------------------------------------------------------------

WEBHOOK_PRIVATE = flag("WEBHOOK_PRIVATE")

# --- Mail ------------------------------------------------------------------------------------------------------------

if EMAIL_URL:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", "noreply@localhost")

# --- Logs: one line per event on standard error, for whoever starts the processes to keep ----------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "WARNING"},
        "celery": {"level": "INFO"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
    },
}
