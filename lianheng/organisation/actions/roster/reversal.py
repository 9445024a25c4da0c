"""What a batch left behind, so that it can be taken back: what it made, and how what it changed was."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, cast

from django.db import IntegrityError, connection, models, transaction

from lianheng.kernel.verdict import Refused
from lianheng.organisation.terms import OrganisationReason

BATCH = 2000
Changed = tuple[int, dict[str, Any], dict[str, Any]]  # a row's number, its fields before, its fields after


@dataclass(slots=True)
class Trail:
    """The rows that a batch made, by kind, and for each changed row the fields before and after."""

    created: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    updated: dict[str, list[Changed]] = field(default_factory=lambda: defaultdict(list))
    deleted: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def make(self, kind: str, rows: Sequence[models.Model]) -> None:
        """Write the new rows, many at a stroke, and remember them."""
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
            self.created[kind].extend(row.pk for row in rows)

    def change(self, kind: str, changes: Iterable[tuple[models.Model, Mapping[str, Any]]]) -> None:
        """Write what changes, many rows at a stroke, and remember how it was."""
        by_fields: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
        for row, after in changes:
            if not after:
                continue
            before = {name: _plain(getattr(row, name)) for name in after}
            self.updated[kind].append((row.pk, before, {name: _plain(said) for name, said in after.items()}))
            for name, said in after.items():
                setattr(row, name, said)
            by_fields[tuple(sorted(after))].append(row)
        for fields, rows in by_fields.items():
            names = [rows[0]._meta.get_field(name).name for name in fields]
            type(rows[0])._default_manager.bulk_update(rows, names, batch_size=BATCH)

    def drop(self, kind: str, rows: Sequence[models.Model]) -> None:
        """Delete rows, and remember what they said."""
        for row in rows:
            said = {one.attname: _plain(getattr(row, one.attname)) for one in row._meta.concrete_fields}
            self.deleted[kind].append(said)
        if rows:
            type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).delete()

    def as_kept(self) -> dict[str, Any]:
        """As JSON can keep it."""
        return {
            "created": dict(self.created),
            "updated": dict(self.updated),
            "deleted": dict(self.deleted),
        }


def _plain(said: Any) -> Any:
    if isinstance(said, datetime):
        return said.astimezone(UTC).isoformat()
    return said.isoformat() if isinstance(said, date) else said


@transaction.atomic
def take_back(kept: Mapping[str, Any], kinds: Mapping[str, type[models.Model]]) -> None:
    """Restore what the batch changed and delete what it made; refused when somebody has used either since."""
    try:
        with transaction.atomic():
            for kind in reversed(list(kinds)):
                _restore(kinds[kind], kept["updated"].get(kind, ()))
            for kind in reversed(list(kinds)):
                _delete(kinds[kind], kept["created"].get(kind, ()))
                model = kinds[kind]
                model._default_manager.bulk_create([model(**row) for row in kept["deleted"].get(kind, ())])
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
    except IntegrityError as used:
        raise Refused(OrganisationReason.ALREADY_USED) from used


def _restore(
    model: type[models.Model], changes: Iterable[tuple[int, dict[str, Any], dict[str, Any]]]
) -> None:
    """Only what still stands as the batch left it can be put back."""
    changes = list(changes)
    rows = model._default_manager.select_for_update(of=("self",)).in_bulk(
        [number for number, _, _ in changes]
    )
    by_fields: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
    for number, before, after in changes:
        row = rows.get(number)
        if row is None or any(_plain(getattr(row, name)) != said for name, said in after.items()):
            raise Refused(OrganisationReason.ALREADY_USED)
        for name, said in before.items():
            setattr(row, name, cast(models.Field, row._meta.get_field(name)).to_python(said))
        by_fields[tuple(sorted(before))].append(row)
    for fields, changed in by_fields.items():
        names = [model._meta.get_field(name).name for name in fields]
        model._default_manager.bulk_update(changed, names, batch_size=BATCH)


def _delete(model: type[models.Model], numbers: Iterable[int]) -> None:
    """In one statement: rows of a batch hold each other, and the database asks about strangers afterwards."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        said = f"delete from {table} where id = any(%s)"  # nosec B608 # the name of one of our own tables
        cursor.execute(said, [list(numbers)])
