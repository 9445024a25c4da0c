"""Settings: one file; what differs between installations is read from the environment (.env.example)."""

from csp.constants import NONE, SELF

from lianheng.instance import addresses, home, profile, watch
from lianheng.instance.cluster import Cluster
from lianheng.instance.home import env

HOME = home.current()
DEBUG = env("DEBUG", "") == "1"
SERVING = env("LIANHENG_SERVING", "") == "1"  # said by `lianheng serve` to its children
LOOPBACK = env("LIANHENG_LOOPBACK", "") == "1"  # said by `lianheng serve`: only this machine can reach us
HTTPS = env("HTTPS", "") == "1"
SECRET_KEY = env("SECRET_KEY", "") or HOME.secret("django")
ALLOWED_HOSTS = [host.strip() for host in env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
SECURITY_PROFILE = profile.named(env("SECURITY_PROFILE", profile.DENGBAO3))
PROXY_ADDRESS_HEADER = env("PROXY_ADDRESS_HEADER", "")  # of the one proxy before us, which overwrites it
CSRF_TRUSTED_ORIGINS = [origin for origin in env("TRUSTED_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "lianheng.journal",  # before Django's own: its migrate command is ours
    "lianheng.ui",
    "lianheng.organisation",
    "lianheng.files",
    "lianheng.notices",
    "lianheng.papers",
    "lianheng.checklists",
    "lianheng.assessment",
    "lianheng.talks",
    "lianheng.catalogue",
    "lianheng.home",
    "lianheng.manual",
    "lianheng.flows",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "lianheng.ui.middleware.HeadersMiddleware",  # first: whatever answers, answers with them
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lianheng.ui.middleware.OwnPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lianheng.organisation.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lianheng.flows.nudge.NudgeMiddleware",
    "lianheng.organisation.middleware.ActorMiddleware",
    "lianheng.flows.wall.WallMiddleware",
    "lianheng.ui.middleware.RefusalMiddleware",
    "lianheng.journal.middleware.OnceMiddleware",  # last: right around the view
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lianheng.home.frame.frame",
                "lianheng.flows.related.related",
            ],
            "builtins": ["lianheng.ui.templatetags.ui"],
        },
    },
]

# Two logins, never one that changes its role: what is injected into the first cannot become the second.
_where = addresses.addresses(HOME, str(Cluster(HOME).socket_folder))
_pool = int(env("DATABASE_POOL", "0"))
_timeout = env("DATABASE_STATEMENT_TIMEOUT", "0")


def _database(login: addresses.Login, **more: object) -> dict:
    said = {"client_encoding": "UTF8", "application_name": "lianheng"} | dict(login.options)
    return {
        "ENGINE": "config.postgres",
        "NAME": login.database,
        "USER": login.user,
        "PASSWORD": login.password,
        "HOST": login.host,
        "PORT": login.port,
        "CONN_MAX_AGE": 0,
        "OPTIONS": said,
        "TEST": {"NAME": f"test_{login.database}"},
    } | more


DATABASES = {
    "default": _database(_where.app, ATOMIC_REQUESTS=True, SIGNED_CONTEXT=HOME.secret("context")),
    "owner": _database(_where.owner or _where.app),
}
DATABASES["default"]["OPTIONS"]["options"] = f"-c statement_timeout={_timeout}"
if _pool:
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": _pool,
        "timeout": 5,
        "max_lifetime": 1800,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["config.hashing.CappedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "config.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"change_password": "lianheng.organisation.forms.OwnPasswordForm"}  # nosec B105 # a form
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # theirs are counted for each process; ours in the database
ACCOUNT_REAUTHENTICATION_TIMEOUT = watch.FRESH
MFA_ADAPTER = "config.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOOPBACK and not HTTPS  # browsers allow it for localhost only
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off, or slow fingers (RFC 6238, 5.2)
MFA_TOTP_ISSUER = "lianheng"
MFA_RECOVERY_CODE_DIGITS = 12
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody has an address of e-mail
MFA_FORMS = {
    "authenticate": "lianheng.organisation.forms.CodeForm",
    "reauthenticate": "lianheng.organisation.forms.CodeAgainForm",
    "activate_totp": "lianheng.organisation.forms.FirstCodeForm",
    "add_webauthn": "lianheng.organisation.forms.PasskeyForm",
    "login_webauthn": "lianheng.organisation.forms.PasskeySignInForm",
    "authenticate_webauthn": "lianheng.organisation.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "lianheng.organisation.forms.PasskeyAgainForm",
    "edit_webauthn": "lianheng.organisation.forms.PasskeyNameForm",
}

SESSION_ENGINE = "lianheng.organisation.sessions"
SESSION_COOKIE_AGE = watch.WHOLE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

STATIC_URL = "static/"
STATICFILES_DIRS = [folder for folder in [home.CHECKOUT / "static-built" / "assets"] if folder.is_dir()]
STATIC_ROOT = home.CHECKOUT / "static-built" / "served"
_storage = "CompressedManifestStaticFilesStorage" if SERVING else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": f"whitenoise.storage.{_storage}"
        if _storage
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
MEDIA_ROOT = HOME.files
TYPEFACES = [home.CHECKOUT / "static-built" / "fonts", HOME.root / "fonts"]  # ours, and what an office adds

# Messages outside: "name=url name=url"; nothing leaves the system unless the operator says where.
MESSAGES_URLS = dict(said.split("=", 1) for said in env("MESSAGES_URLS", "").split() if "=" in said)
SITE_URL = env("SITE_URL", "")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_TEMP_DIR = HOME.folder("files", "bench")  # not where everybody on this machine may look

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS = ["lianheng.flows.jobs"]
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 3,  # a long export keeps nobody waiting
    "update_heartbeat_interval": 10,
    "stalled_worker_timeout": 30,
    "shutdown_graceful_timeout": 20,
    "delete_jobs": "successful",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"numbered": {"()": "lianheng.instance.asking.Numbered"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} [{request_number}]: {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["numbered"]}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", "WARNING")},
}
