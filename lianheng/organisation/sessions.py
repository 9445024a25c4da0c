"""Sessions, kept under a digest of their key: whoever steals the table cannot sign in with it."""

from hashlib import sha256
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models.functions import Now

from lianheng.instance import watch

ADDRESS = "address"


class SessionStore(db.SessionStore):
    """Django's store in the database; the key itself is known to the browser alone."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """Our rows, which also say whose session it is."""
        from .models import SignInSession

        return SignInSession

    @property
    def kept_as(self) -> str:
        """Under what the row is kept."""
        return _kept_as(self.session_key)

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        rows = self.model.objects.filter(session_key=_kept_as(self.session_key), expire_date__gt=Now())
        found = rows.first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether there is a session with this key."""
        return super().exists(_kept_as(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row as it is kept."""
        made: Any = super().create_model_instance(data)
        made.session_key = _kept_as(made.session_key)
        made.account_id = data.get(SESSION_KEY)
        made.began, made.seen = data.get(watch.BEGAN), data.get(watch.SEEN)
        made.address = data.get(ADDRESS, "")
        return made

    def delete(self, session_key: str | None = None) -> None:
        """The session is over."""
        if key := session_key or self.session_key:
            super().delete(_kept_as(key))


def _kept_as(key: str | None) -> str:
    return sha256((key or "").encode()).hexdigest()[:40]
