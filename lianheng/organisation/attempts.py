"""Failed sign-ins, counted by name and address together; and codes that nobody may use twice.

Whoever fails from elsewhere locks nobody out: only the same name from the same address has to wait.
"""

from hashlib import sha256
from typing import Any

from django.db import connection

from lianheng.instance import watch

from .models import FailedSignIn, UsedCode
from .rules import is_locked

# The second of two at the same moment waits for the first, and then finds the code used.
_USE = """
    INSERT INTO organisation_usedcode AS known (account_id, code, used_at) VALUES (%s, %s, %s)
    ON CONFLICT (account_id, code) DO UPDATE SET used_at = EXCLUDED.used_at
        WHERE known.used_at < EXCLUDED.used_at - %s
    RETURNING id
"""
LIVES = 120  # seconds; a code is good for ninety


def must_wait(name: str, address: str) -> bool:
    """Whether signing in under this name from there is closed for now; until the end nobody else asks."""
    kept, _ = FailedSignIn.objects.select_for_update().get_or_create(**_pair(name, address))
    return is_locked(kept.failures, kept.last_at, watch.now())


def failed(name: str, address: str) -> bool:
    """One more failure; whether the door is closed now. Half an hour without one and it counts anew."""
    kept, _ = FailedSignIn.objects.select_for_update().get_or_create(**_pair(name, address))
    now = watch.now()
    kept.failures = kept.failures + 1 if now - kept.last_at < watch.LOCKED else 1
    kept.last_at = now
    kept.save(update_fields=["failures", "last_at"])
    return is_locked(kept.failures, kept.last_at, now)


def forgotten(name: str, address: str) -> None:
    """Whoever is in starts anew."""
    FailedSignIn.objects.filter(**_pair(name, address)).delete()


def is_first_use(account_id: int, code: str) -> bool:
    """Whether the account signs in with this code for the first time; from now on it is used."""
    with connection.cursor() as cursor:
        cursor.execute(_USE, [account_id, code, watch.now(), LIVES])
        is_first = cursor.fetchone() is not None
    UsedCode.objects.filter(account=account_id, used_at__lt=watch.now() - LIVES).delete()
    return is_first


def _pair(name: str, address: str) -> dict[str, Any]:
    """What is typed as a name may be a password: it is not kept."""
    said = " ".join(name.split()).casefold()
    return {"name_digest": sha256(said.encode()).hexdigest(), "address": address}
