"""Settings of one installation (cấu hình). Everything that differs between offices comes from the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url

SOURCE_ROOT = Path(__file__).resolve().parents[2]


def _home() -> Path:
    """Where var/ lies: DONDOC_HOME, else the checkout, else the working directory of an installed package."""
    if "DONDOC_HOME" in os.environ:
        return Path(os.environ["DONDOC_HOME"])
    return SOURCE_ROOT if (SOURCE_ROOT / "pyproject.toml").is_file() else Path.cwd()


VAR = _home() / "var"
# A command that only reads a file leaves no folder in a home that is none yet.
LEAVES_NO_TRACE = os.environ.get("DONDOC_LEAVES_NO_TRACE") == "1" and not VAR.exists()
if not LEAVES_NO_TRACE:
    VAR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The installation's own key: from the environment, or made once and kept readable by its owner alone."""
    if key := os.environ.get("DONDOC_SECRET_KEY"):
        return key
    if LEAVES_NO_TRACE:
        return secrets.token_urlsafe(64)
    path = VAR / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("DONDOC_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("DONDOC_HTTPS", "") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "dondoc.base",
    "dondoc.deadlines",
    "dondoc.agencies",
    "dondoc.people",
    "dondoc.signing",
    "dondoc.sheets",
    "dondoc.documents",
    "dondoc.signbook",
    "dondoc.reporting",
    "dondoc.assignments",
    "dondoc.followup",
    "dondoc.exchange",
    "dondoc.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dondoc.web.frame.middleware.SecurityHeaders",
    "dondoc.web.frame.middleware.NoNulBytes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dondoc.web.frame.middleware.SignInRequired",
    "dondoc.web.frame.middleware.Moment",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dondoc.web.urls"
WSGI_APPLICATION = "dondoc.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dondoc.web.frame.context.frame",
            ],
            "builtins": ["dondoc.web.templatetags.viet"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{VAR / 'dondoc.sqlite3'}", conn_max_age=60),
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock first, so no deed fails halfway.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = VAR / "files"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
if not LEAVES_NO_TRACE:
    STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Lock after 5 wrong tries, open again after 12 hours. Source: QCVN 12:2026/BCA (docs/adr/0008-security.md).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 12
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "frame/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 15 * 60  # idle minutes, business software. Source: QCVN 12:2026/BCA
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The builder of forms: 90 columns of 11 fields, 200 checks, figures to try.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Requests that one connected system may make in a minute of each server process; 0 for no limit.
API_REQUESTS_A_MINUTE = int(os.environ.get("DONDOC_API_RATE", "600"))
# The largest report file (PDF) taken in, in bytes.
MAX_REPORT_BYTES = 25 * 1024 * 1024
# Folder of certificates (PEM or DER) that signatures must chain to.
TRUST_FOLDER = Path(os.environ.get("DONDOC_TRUST", VAR / "trust"))
# The time-stamping service (RFC 3161), and the level that pages sign at when there is one.
TIMESTAMP_SERVICE = os.environ.get("DONDOC_TSA", "")
SIGNING_LEVEL = os.environ.get("DONDOC_SIGN_LEVEL", "B-LT")
# Where the signing agent listens on each user's own machine.
SIGNING_AGENT = os.environ.get("DONDOC_AGENT", "http://127.0.0.1:8990")
# May key files (PKCS#12) be used on pages? Only where the office says so, and in the demonstration.
SIGNING_P12 = os.environ.get("DONDOC_SIGN_P12", os.environ.get("DONDOC_DEMO", "")) == "1"
# The VGCA program on users' machines: offered where the office uses it.
SIGNING_VGCA = os.environ.get("DONDOC_VGCA", "") == "1"
# A remote signing service (CSC API): its address, and 'name:password' or a bearer token of the office.
SIGNING_REMOTE = os.environ.get("DONDOC_CSC", "")
SIGNING_REMOTE_SECRET = os.environ.get("DONDOC_CSC_SECRET", "")
# Must a certificate be registered for its person or agency before its signature counts? Else it is said that it is not.
REQUIRE_REGISTERED_CERTIFICATES = os.environ.get("DONDOC_REQUIRE_REGISTERED_CERTIFICATES", "") == "1"
# The axis over which documents are exchanged: the address of a service, or a folder; none by default.
EXCHANGE_AXIS = os.environ.get("DONDOC_AXIS", "")
EXCHANGE_TOKEN = os.environ.get("DONDOC_AXIS_TOKEN", "")
# Receivers of this installation get theirs inside, unless everything is to go over the axis.
EXCHANGE_INSIDE = os.environ.get("DONDOC_AXIS_INSIDE", "1") == "1"
# The office may name its own licensed Times fonts for PDF; default: TeX Gyre Termes, same metrics.
PDF_FONT_FOLDER = os.environ.get("DONDOC_PDF_FONTS", "")
# The demonstration prints its sign-in names on the sign-in page.
DEMO = os.environ.get("DONDOC_DEMO", "") == "1"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
