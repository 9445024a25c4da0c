"""The frame around every page: the menu by role, whose desk it is, what waits, what is unread."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lianheng.kernel import clock
from lianheng.organisation.actor import NOBODY, Actor, StandIn
from lianheng.organisation.terms import Role

from . import desk
from .terms import MenuGroup, MenuItem

ASSESSED = frozenset({Role.UNIT_HEAD, Role.UNIT_CLERK})
OFFICES = frozenset({Role.OFFICE_HEAD, Role.OFFICE_CLERK})
SCORING = frozenset({Role.LEADER, Role.DEPUTY, Role.SCORER})
KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.LEADER, Role.SCORER})
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
AT_WORK = ASSESSED | OFFICES | SCORING
EVERYBODY = frozenset(Role)
ENTRUSTING = frozenset({Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.LEADER})
LOOKING_AFTER = SCORING | {Role.SYSTEM_ADMIN}

# The menu, in order: where it leads, and whose roles open it.
ENTRIES: dict[MenuGroup, tuple[tuple[MenuItem, str, frozenset[Role]], ...]] = {
    MenuGroup.DESK: (
        (MenuItem.WORKBENCH, "/", EVERYBODY),
        (MenuItem.NOTICES, "/notices/", EVERYBODY),
        (MenuItem.DOWNLOADS, "/downloads/", EVERYBODY),
        (MenuItem.MANUAL, "/manual/", EVERYBODY),
    ),
    MenuGroup.LISTS: (
        (MenuItem.OWN_MONTH, "/tasks/months/", ASSESSED),
        (MenuItem.DUTIES, "/duties/", ASSESSED),
        (MenuItem.TASKS, "/tasks/", AT_WORK),
        (MenuItem.ISSUING, "/tasks/issuing/", OFFICES),
        (MenuItem.REVIEW, "/tasks/review/", OFFICES),
        (MenuItem.RELIEFS, "/tasks/reliefs/", OFFICES),
        (MenuItem.CAPS, "/tasks/caps/", frozenset({Role.DEPUTY})),
        (MenuItem.FALSITIES, "/tasks/falsities/", OFFICES | {Role.LEADER, Role.SCORER}),
        (MenuItem.DUTY_COVERAGE, "/duties/coverage/", OFFICES | SCORING),
        (MenuItem.DUTY_VERSIONS, "/duties/versions/", AT_WORK),
    ),
    MenuGroup.ASSESSMENT: (
        (MenuItem.SCORES, "/scores/", ASSESSED | SCORING),
        (MenuItem.RANKING, "/ranking/", ASSESSED | SCORING),
        (MenuItem.OBJECTIONS, "/objections/", ASSESSED | SCORING),
        (MenuItem.PROPOSALS, "/proposals/", SCORING | {Role.OFFICE_HEAD, Role.UNIT_HEAD}),
        (MenuItem.REVIEWS, "/reviews/", AT_WORK),
        (MenuItem.TALKS, "/talks/", SCORING | OFFICES | {Role.UNIT_HEAD}),
        (MenuItem.PERIODS, "/periods/", frozenset({Role.LEADER, Role.SCORER})),
        (MenuItem.YEARS, "/years/", ASSESSED | SCORING),
    ),
    MenuGroup.PEOPLE: (
        (MenuItem.UNITS, "/units/", EVERYBODY),
        (MenuItem.PERSONS, "/people/", EVERYBODY),
        (MenuItem.ABSENCES, "/absences/", EVERYBODY),
        (MenuItem.DELEGATIONS, "/delegations/", AT_WORK | {Role.SECURITY_ADMIN}),
        (MenuItem.HANDOVERS, "/handovers/", EVERYBODY),
        (MenuItem.STRANDED, "/stranded/", LOOKING_AFTER),
    ),
    MenuGroup.ADMINISTRATION: (
        (MenuItem.IMPORTS, "/imports/", KEEPERS | {Role.OFFICE_HEAD}),
        (MenuItem.MEASURES, "/measures/", AT_WORK),
        (MenuItem.CAPABILITIES, "/capabilities/", EVERYBODY),
    ),
    MenuGroup.SYSTEM: (
        (MenuItem.ACCOUNTS, "/accounts/", frozenset({Role.SYSTEM_ADMIN})),
        (MenuItem.STALE_ACCOUNTS, "/security/stale-accounts/", frozenset({Role.SYSTEM_ADMIN})),
        (MenuItem.STATE, "/state/", frozenset({Role.SYSTEM_ADMIN})),
    ),
    MenuGroup.SECURITY: (
        (MenuItem.GRANTS, "/grants/", ENTRUSTING),
        (MenuItem.GRANT_REQUESTS, "/grants/requests/", ENTRUSTING),
        (MenuItem.RESETS, "/security/resets/", ADMINISTRATORS),
    ),
    MenuGroup.AUDIT: ((MenuItem.CHANGES, "/grants/changes/", frozenset({Role.AUDIT_ADMIN, Role.LEADER})),),
}

# Lists that stand behind an entry of the menu, and not in it.
BEHIND = {
    MenuItem.ISSUED: "/tasks/issued/",
    MenuItem.OVERVIEW: "/scores/overview/",
    MenuItem.CARDS: "/cards/",
}

ICONS = {
    MenuGroup.DESK: "home",
    MenuGroup.LISTS: "list-check",
    MenuGroup.ASSESSMENT: "scale",
    MenuGroup.PEOPLE: "users",
    MenuGroup.ADMINISTRATION: "settings",
    MenuGroup.SYSTEM: "server",
    MenuGroup.SECURITY: "shield",
    MenuGroup.AUDIT: "eye",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu."""

    code: str
    label: str
    url: str
    active: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of the menu that belong together."""

    code: str
    label: str
    icon: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Frame:
    """What every page shows around itself."""

    actor: Actor
    path: str = "/"
    waiting: int | None = None  # where the page has counted them itself
    told: int | None = None

    @property
    def unit_name(self) -> str:
        """The unit in which one serves."""
        return self.actor.unit_name

    @property
    def person_name(self) -> str:
        """Who is signed in."""
        return self.actor.name

    @property
    def on_behalf_of(self) -> StandIn | None:
        """In whose stead one acts just now."""
        return self.actor.on_behalf_of

    @property
    def standing_in(self) -> tuple[StandIn, ...]:
        """For whom one may act today, besides whom one acts for already."""
        return tuple(each for each in self.actor.standing_in if each != self.actor.on_behalf_of)

    @property
    def person_number(self) -> str:
        """The number of whoever is signed in; what was typed in this tab is given back to nobody else."""
        return self.actor.number

    @property
    def today(self) -> date:
        """The authority's day."""
        return clock.today()

    @property
    def now(self) -> datetime:
        """The authority's time of day; a print sheet bears it."""
        return clock.now()

    @cached_property
    def unread(self) -> int:
        """Messages not read yet."""
        return desk.unread_count(self.actor) if self.told is None else self.told

    @cached_property
    def pending(self) -> int:
        """How much waits for this person."""
        return desk.pending_count(self.actor) if self.waiting is None else self.waiting

    @cached_property
    def instance_kind(self) -> str:
        """What this installation is for: live, demo or test."""
        return desk.instance_kind()

    @cached_property
    def menu(self) -> tuple[Group, ...]:
        """Only what one's roles may open."""
        here = self._most_fitting_url()
        groups = (
            Group(group.value, group.label, ICONS[group], tuple(self._items(entries, here)))
            for group, entries in ENTRIES.items()
        )
        return tuple(group for group in groups if group.items)

    @property
    def list_names(self) -> dict[str, str]:
        """What each list is called, by its address."""
        listed = {url: str(code.label) for entries in ENTRIES.values() for code, url, _ in entries}
        return listed | {url: str(code.label) for code, url in BEHIND.items()}

    def _opened(self, roles: frozenset[Role]) -> bool:
        return bool(roles & self.actor.roles()) or (roles is EVERYBODY and self.actor.id is not None)

    def _items(self, entries: tuple[tuple[MenuItem, str, frozenset[Role]], ...], here: str) -> list[Item]:
        counts = {MenuItem.NOTICES: self.unread, MenuItem.WORKBENCH: self.pending}
        return [
            Item(code.value, code.label, url, active=url == here, count=counts.get(code, 0))
            for code, url, roles in entries
            if self._opened(roles)
        ]

    def _most_fitting_url(self) -> str:
        urls = (url for entries in ENTRIES.values() for _, url, roles in entries if self._opened(roles))
        fitting = (url for url in urls if self.path == url or (url != "/" and self.path.startswith(url)))
        return max(fitting, key=len, default="")


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor; nothing is read before a template shows it."""
    actor = getattr(request, "actor", NOBODY)
    return {"frame": SimpleLazyObject(lambda: Frame(actor, request.path))}
