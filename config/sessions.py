"""Sessions, kept under a digest of their key: whoever steals the table cannot sign in with it."""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models.functions import Now


class SessionStore(db.SessionStore):
    """Django's store in the database; the key itself is known to the browser alone."""

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
        made = super().create_model_instance(data)
        made.session_key = _kept_as(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        """The session is over."""
        if key := session_key or self.session_key:
            super().delete(_kept_as(key))


def _kept_as(key: str | None) -> str:
    return sha256((key or "").encode()).hexdigest()[:40]
