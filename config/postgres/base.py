"""The database backend: before the first statement of a transaction it says, under signature, who acts."""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base

from lianheng.instance.context import current_actor, signed

_UNKNOWN = object()


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL; the signed context is entered lazily, anew for each transaction and change of actor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._entered: object = None
        self.execute_wrappers.append(self._under_context)

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        self._entered = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._entered = _UNKNOWN  # what was said since the savepoint was taken back with it

    def _under_context(self, execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
        key = self.settings_dict.get("SIGNED_CONTEXT")
        if key and self.in_atomic_block and (actor := current_actor.get()) != self._entered:
            self._enter(key, actor)
            self._entered = actor
        return execute(sql, params, many, context)

    def _enter(self, key: str, actor: int | None) -> None:
        if actor is None:
            self.connection.execute("select jc.leave()")
        else:
            said = signed(key, actor, self.connection.info.backend_pid)
            self.connection.execute("select jc.enter(%s, %s, %s)", said)
