"""The tree of units: one change at a time, and a unit takes all below it along."""

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from .models import Unit


def lock_tree() -> None:
    """Until this transaction ends nobody else changes the tree: two moves at once could close a circle."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('organisation.tree'))")


def move_subtree(old: str, new: str) -> None:
    """What stood at or below the old place stands at or below the new one."""
    moved = Concat(Value(new), Substr("path", len(old) + 1))
    Unit.objects.filter(path__startswith=old).update(path=moved)
