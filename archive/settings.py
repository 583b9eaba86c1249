"""All settings, read from the environment. Each variable is explained in the README."""

import warnings
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

# Whoosh 2.7.4 is older than this warning of the compiler; its `is 0` is right on the Python we run on.
warnings.filterwarnings("ignore", message='"is" with a literal', category=SyntaxWarning)

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = env.bool("DEBUG", False)
# Without DEBUG there is no default: a start without SECRET_KEY is refused.
SECRET_KEY = env.str("SECRET_KEY", "only-for-debugging") if DEBUG else env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

ARCHIVE_NAME = env.str("ARCHIVE_NAME", "Testimony Archive")
# Named to harvesters, who must be told one; .invalid says that none was set (RFC 2606).
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "unset@archive.invalid")
ARK_NAAN = env.str("ARK_NAAN", "99999")
K_ANONYMITY = env.int("K_ANONYMITY", 3)
SEARCH_URL = env.str("SEARCH_URL", "whoosh:")
if not SEARCH_URL.startswith("whoosh:"):
    raise ImproperlyConfigured(
        f"SEARCH_URL is {SEARCH_URL}: only whoosh:, or whoosh:/a/directory, is there yet."
    )
INDEX_DIR = Path(SEARCH_URL.removeprefix("whoosh:") or DATA_DIR / "index")

INSTALLED_APPS = [
    "archive.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # After allauth: its own pages of secrets in the admin are taken off by ours.
    "archive.apps.ArchiveConfig",
    "testimonies.apps.TestimoniesConfig",
    "testimonies.vault.apps.VaultConfig",
    # Before haystack: rebuild_index and update_index are ours.
    "search.apps.SearchConfig",
    "haystack",
    "ninja",
]

MIDDLEWARE = [
    "archive.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "archive.middleware.LanguageOfPath",
    "archive.folding.Folding",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "archive.accounts.gate.Gate",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
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
                "archive.context_processors.house",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'archive.sqlite3'}")}
SQLITE_OPTIONS = {
    # Two writers: a quarter of the writes failed with Django's defaults, none with these.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # secure_delete: erased text leaves no free page behind. recursive_triggers: REPLACE meets the guards.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON; PRAGMA trusted_schema=OFF;"
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "archive.sqlite3"
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

# The vault: the web seals to the recipient and cannot read. The identity is named for the custodian only.
VAULT_RECIPIENT = env.str("VAULT_RECIPIENT", "")
VAULT_IDENTITY_FILE = env.str("VAULT_IDENTITY_FILE", "")
VAULT_DIR = DATA_DIR / "vault"
VAULT_DIR.mkdir(exist_ok=True, mode=0o700)
DATABASES["vault"] = {
    "ENGINE": "archive.sqlite3",
    "NAME": VAULT_DIR / "vault.sqlite3",
    "OPTIONS": SQLITE_OPTIONS,
}
# What was erased, without content: kept elsewhere too, for a backup from before does not know of it.
ERASURES_FILE = env.path("ERASURES_FILE", DATA_DIR / "erasures.jsonl")
DATABASE_ROUTERS = ["testimonies.vault.router.VaultRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "search.engine.ArchiveWhooshEngine", "PATH": str(INDEX_DIR)}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"

# Seconds without a request at the desk, and in all, after which one signs in again.
DESK_IDLE = 30 * 60
DESK_LONGEST = SESSION_COOKIE_AGE = 12 * 3600
# For so long after one said who one is, a withdrawal, merge or erasure does not ask again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_ADAPTER = "archive.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Per address here; per account and address in archive.accounts.limits; per account alone nowhere, for
# that would let a stranger keep a moderator out.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip", "tries": "5/5m/key"}
MFA_ADAPTER = "archive.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "archive.accounts.limits.CodeForm",
    "reauthenticate": "archive.accounts.limits.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = ARCHIVE_NAME
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"

# Shared by all processes without another server: attempts to sign in, and codes that were used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "archive_cache",
        "KEY_FUNCTION": "archive.accounts.sealing.opaque_key",
    }
}

LANGUAGE_CODE = "en"
# The language of a page is said by its path alone, see archive.middleware; records keep their own.
LANGUAGES = [("en", "English"), ("ko", "한국어")]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA_DIR / "media"
WHITENOISE_USE_FINDERS = env.bool("WHITENOISE_USE_FINDERS", DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
# A large upload waits on disk for its request to end: with the private data, not in a folder all can list.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
HTTPS = env.bool("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# How many proxies stand in front: whose X-Forwarded-For is believed when attempts are counted.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1 if HTTPS else 0)
X_FRAME_OPTIONS = "DENY"

EMAIL_URL = env.str("EMAIL_URL", "")
if EMAIL_URL:
    globals().update(env.dj_email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "webmaster@localhost")

# What someone searches for is nowhere recorded: no request line, no query string, no address.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        # At DEBUG these write out all that a page was made of, and what a photograph says of its place.
        "django.template": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "PIL": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "archive": {"handlers": ["stderr"], "level": "INFO"},
        "testimonies": {"handlers": ["stderr"], "level": "INFO"},
        "search": {"handlers": ["stderr"], "level": "INFO"},
    },
}
