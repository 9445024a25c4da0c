"""What a post passes on, read as if somebody held it: open work of every department, and figures."""

from typing import TYPE_CHECKING

from lianheng.home import open_work
from lianheng.organisation.actions import Lists
from lianheng.organisation.actor import Held

if TYPE_CHECKING:
    from lianheng.organisation.models import Handover


def draw_up(handover: "Handover") -> Lists:
    """The lists as of this moment, by the roles that are handed over."""
    grants = list(handover.grants.select_related("unit").order_by("unit__position", "pk"))
    holder = open_work.holder_of(Held(grant.role, grant.unit_id, grant.unit.path) for grant in grants)
    named = {grant.unit_id: grant.unit.name for grant in grants}
    return Lists(
        open_work.open_work(holder, handover.leaver_id), open_work.figures(holder, list(named.items()))
    )
