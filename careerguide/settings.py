"""Settings, all from the environment; the defaults are the safe ones of production.

`make run` sets CAREERGUIDE_MODE=local: cookies that work without HTTPS, and only this machine's
host names. The variables are listed in docs/deploy.md.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from careerguide.database import POOL, database_settings, replica_settings
from careerguide.formats import choose_languages

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = env.str("CAREERGUIDE_MODE", default="production") == "local"
DEBUG = env.bool("DEBUG", default=False)

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else []
)
# As in https://careers.example.org: where links in letters lead.
SITE_ADDRESS = env.str("SITE_ADDRESS", default="").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "careerguide",
    "accounts",
    "careers",
    "common",
    "imports",
    "serving",
    "counselors",
    "quiz",
    "programs",
    "salaries",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "django_tasks_db",
    "careerguide.admin_site.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "serving.middleware.LogRequests",
    "common.languages.LanguageOfPath",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "common.addresses.DropMarks",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "careers.moved.RedirectMovedCareers",
]

ROOT_URLCONF = "careerguide.urls"
WSGI_APPLICATION = "careerguide.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

PREPARES = env.bool("DATABASE_PREPARES", default=True)
DATABASES = {
    "default": database_settings(env.str("DATABASE_URL"), PREPARES),
    # Public pages are read from it (serving/replicas).
    **replica_settings(env.str("DATABASE_REPLICA_URL", default=""), PREPARES),
}
DATABASE_ROUTERS = []
if len(DATABASES) > 1:
    DATABASE_ROUTERS = ["serving.replicas.routing.Router"]
    MIDDLEWARE.append("serving.replicas.middleware.ReadFromReplica")
# Of each process that serves pages, and of no other (careerguide/wsgi.py).
DATABASE_POOL = POOL
# The folder of pg_dump and pg_restore, where those in PATH are older than the server.
PG_BIN = env.str("PG_BIN", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Signing in (accounts). The next sign-in rehashes a password of an older hasher with the first.
PASSWORD_HASHERS = [
    "accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATION}.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "account"
PASSWORD_RESET_TIMEOUT = 24 * 3600
# Whether publishers, administrators and superusers need a second factor.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not LOCAL)
OTP_TOTP_ISSUER = "careerguide"
# Days after which events of the sign-in log are deleted, and before that their addresses.
SIGN_IN_EVENT_DAYS = env.int("SIGN_IN_EVENT_DAYS", default=180)
SIGN_IN_ADDRESS_DAYS = env.int("SIGN_IN_ADDRESS_DAYS", default=30)
# Seconds without use after which a session ends (accounts/sessions.py).
SESSION_COOKIE_AGE = 12 * 3600

# Failed attempts for one user name from one network; the limit of a network: accounts/throttle.py.
AXES_HANDLER = "accounts.throttle.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "accounts.throttle.render_locked"
AXES_CLIENT_IP_CALLABLE = "common.clients.client_network"
AXES_USERNAME_CALLABLE = "accounts.throttle.get_attempt_name"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Sign-ins are logged by accounts; a failed attempt is stored only for the limits.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = [
    *("username", "email", "code", "next", "csrfmiddlewaretoken"),
    *("old_password", "new_password1", "new_password2"),
]

# English at the plain addresses, each other language of SITE_LANGUAGES under its code.
LANGUAGE_CODE = "en"
LANGUAGES = choose_languages(env.list("SITE_LANGUAGES", default=["en"]))
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "careerguide.formats"
USE_I18N = True
TIME_ZONE = "UTC"
# Of a counselor's first group, until another is chosen (counselors/zones.py has the choices).
GROUP_TIME_ZONE = env.str("GROUP_TIME_ZONE", default="America/New_York")
USE_TZ = True
# A web address typed without its scheme is https; the default of Django 6.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Bytes of finished pages that each process keeps (serving/pagecache); 0 keeps none.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", default=32 * 1024 * 1024)
# Bytes of rendered parts of pages that each process keeps (common/kept.py); 0 keeps none.
KEPT_HTML_BYTES = env.int("KEPT_HTML_BYTES", default=16 * 1024 * 1024)
# Seconds for which a CDN may serve a page without revalidation; edits appear there that much later.
CDN_SECONDS = env.int("CDN_SECONDS", default=0)

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / ".local" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A visitor's form is a few hundred bytes; wage files are uploaded by editors and stream to disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# The form of a guide has an input for each cell of its tables.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Where uploaded files wait for their import; several web nodes need a shared folder here.
UPLOAD_ROOT = Path(env.str("UPLOAD_ROOT", default=str(BASE_DIR / ".local" / "uploads")))

# Whether links of guides to other sites are checked (careers/links).
LINK_CHECKS = env.bool("LINK_CHECKS", default=False)

# For answers to readers' reports. Without a mail server they are printed to the console.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="careerguide@localhost")

# Security. Nothing inline and nothing from another host; data: only for the small icons that
# Bootstrap's form styles carry.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
HTTPS = env.bool("HTTPS", default=not LOCAL)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Only behind a proxy that sets (and so overwrites) this header; see docs/deploy.md.
if env.bool("TRUST_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand before the site, each adding to X-Forwarded-For; see docs/deploy.md.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.kept_forms.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# line (for people) or json (for programs).
LOG_FORMAT = env.str("LOG_FORMAT", default="line" if LOCAL else "json")
# The token for /metrics; without one there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "serving.logs.JsonLines"},
    },
    "filters": {"hide_codes": {"()": "serving.logs.HideCodes"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["hide_codes"],
        },
        "errors": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["hide_codes"],
            "level": "ERROR",
        },
    },
    # The task worker logs only its starts and stops; `django_tasks` logs the results of tasks.
    "loggers": {
        "django_tasks_db": {"handlers": ["errors"], "propagate": False},
        # Its messages have names and addresses; the log of sign-ins is in the database.
        "axes": {"level": "ERROR"},
        # Those of the servers have handlers of their own, which hide nothing.
        "django.server": {"handlers": [], "propagate": True},
        "granian.access": {"handlers": [], "propagate": True},
        # In development a line for every request is too much.
        "careerguide.requests": {"level": "WARNING" if LOCAL else "INFO"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
