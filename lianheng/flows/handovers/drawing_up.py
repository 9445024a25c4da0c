"""What a post passes on, read as if somebody held it: open work of every department, and figures."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lianheng.home import open_work
from lianheng.organisation.actions import Lists
from lianheng.organisation.actor import Actor, Held

if TYPE_CHECKING:
    from lianheng.organisation.models import Grant, Handover


def draw_up(handover: "Handover") -> Lists:
    """The lists as of this moment, by the roles that are handed over."""
    holder = holder_of(handover)
    named = {grant.unit_id: grant.unit.name for grant in _passed_on(handover)}
    return Lists(
        open_work.open_work(holder, handover.leaver_id), open_work.figures(holder, list(named.items()))
    )


def holder_of(handover: "Handover") -> Actor:
    """The post with the roles that are handed over."""
    return open_work.holder_of(
        Held(grant.role, grant.unit_id, grant.unit.path) for grant in _passed_on(handover)
    )


def _passed_on(handover: "Handover") -> Iterable["Grant"]:
    return handover.grants.select_related("unit").order_by("unit__position", "pk")
