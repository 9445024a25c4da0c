"""What falls due in a month, as an office may ask for it with its list: for which units, until which day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from lianheng.checklists.asked import Asked
from lianheng.checklists.in_force import DUTY_KINDS, Book, book
from lianheng.checklists.models import REVIEWERS, Closure, DutyItem, Task
from lianheng.checklists.rules.duties import Due
from lianheng.checklists.terms import DutyArea, Scope
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

LONGEST_SCOPE = 3000
Places = dict[str, dict[str, int]]  # class, kind, how many units


@dataclass(frozen=True, slots=True)
class DutyOffer:
    """An item that falls due in the month, and how it would be asked."""

    item: DutyItem
    asked: Asked
    units: int

    @property
    def area(self) -> DutyArea:
        """To which of the five areas it belongs."""
        return DutyArea(self.item.area)


def duty_offers(actor: Actor, month: Period) -> list[DutyOffer]:
    """What falls due in the month and the actor's offices have not drafted or issued yet.

    What a measure proves is not offered: it closes itself, and nobody need be asked.
    """
    if Closure.objects.of_month(month).exists() or month.last_day < clock.today():
        return []
    own = Unit.objects.within(actor.paths(*REVIEWERS))
    asked = set(Task.objects.of_month(month).filter(office__in=own).values_list("title", flat=True))
    places = _places()
    offers = [
        _offer(item, due, kinds, places, month)
        for item, due, kinds in _by_item(book(), month)
        if item.title not in asked and not item.is_counted
    ]
    return [each for each in offers if each is not None]


def duties_to_ask(actor: Actor, month: Period, keys: Collection[str]) -> list[Asked]:
    """Those of them that were chosen, as they would be asked."""
    return [offer.asked for offer in duty_offers(actor, month) if offer.item.key in keys]


def _by_item(found: Book, month: Period) -> list[tuple[DutyItem, Due, list[str]]]:
    """Each item once, with the kinds of units for which it falls due on the same terms."""
    kinds: dict[tuple[str, date, str], tuple[DutyItem, Due, list[str]]] = {}
    for kind in DUTY_KINDS:
        for item, due in found.dues(kind, [month]):
            kinds.setdefault((item.key, due.due_on, item.title), (item, due, []))[2].append(kind)
    order = sorted(kinds.values(), key=lambda each: (each[0].area, each[0].number, each[0].key))
    return list(order)


def _offer(item: DutyItem, due: Due, kinds: list[str], places: Places, month: Period) -> DutyOffer | None:
    scope, units = _scope(kinds, places)
    if not units or len(scope) > LONGEST_SCOPE:
        return None
    asked = Asked(
        month=month.first_day,
        title=item.title,
        scope=scope,
        due_on=due.due_on if due.due_on >= clock.today() else month.last_day,
        requirement=item.requirement,
        proof=item.proof,
        minutes=item.minutes,
    )
    return DutyOffer(item, asked, units)


def _places() -> Places:
    """How many units of each kind stand in each class today."""
    rows = Unit.objects.standing(clock.today()).ranked().order_by()
    found: Places = defaultdict(dict)
    for peer_class, kind, count in rows.values_list("peer_class", "kind").annotate(Count("pk")):
        found[peer_class][kind] = count
    return found


def _scope(kinds: list[str], places: Places) -> tuple[str, int]:
    """Everybody, whole classes, or, where a class has units of other kinds too, its units one by one."""
    units = sum(count for place in places.values() for kind, count in place.items() if kind in kinds)
    if all(kind in kinds for place in places.values() for kind in place):
        return str(Scope.ALL.label), units
    whole = [name for name, place in places.items() if set(place) <= set(kinds)]
    partly = [name for name, place in places.items() if set(place) & set(kinds) and name not in whole]
    codes: list[str] = []
    if partly:
        rows = Unit.objects.standing(clock.today()).filter(peer_class__in=partly, kind__in=kinds)
        codes = list(rows.order_by("position", "code").values_list("code", flat=True)[:LONGEST_SCOPE])
    return ";".join([*whole, *codes]), units
