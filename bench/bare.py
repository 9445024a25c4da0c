"""Settings of the bare page: session and sign-in middleware alone, a persistent connection."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
INSTALLED_APPS = [
    "lianheng.journal",
    "lianheng.organisation",
    "lianheng.home",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "pgtrigger",
]
ROOT_URLCONF = "bench.bare_page"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {
    alias: {
        **said,
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "OPTIONS": {},
    }
    for alias, said in DATABASES.items()
}
WSGI_APPLICATION = "bench.bare_page.application"
