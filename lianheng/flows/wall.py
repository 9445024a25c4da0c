"""The three administrators see nothing of anybody's work: what is not opened to them here is not found."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

Respond = Callable[[HttpRequest], HttpResponse]
BELOW = "*"

# A page that nobody has entered here is closed to them, so that one added tomorrow is closed too. What
# concerns somebody himself reaches him whoever he is: he is heard on it; of others' each page finds nothing.
HIS_OWN = (
    *("absences/*", "people/<int:person_id>/absences/*", "handovers/*"),
    *("proposals/<int:proposal_id>/", "proposals/<int:proposal_id>/statement/"),
    *(
        "talks/<int:talk_id>/",
        "talks/<int:talk_id>/confirmation/",
        "talks/<int:talk_id>/notice.<slug:ending>",
    ),
    *("talks/<int:talk_id>/record.<slug:ending>", "talks/commitments/<int:commitment_id>/"),
    "talks/commitments/<int:commitment_id>/report/",
)
FOR_ALL_THREE = (
    *HIS_OWN,
    *(
        "",
        "notices/*",
        "digest/",
        "manual/*",
        "walks/*",
        "capabilities/",
        "search/",
        "downloads/*",
        "views/*",
    ),
    *("account/*", "security/*", "stead/", "ui/"),
    *("units/", "units/<int:unit_id>/", "people/", "people/<int:person_id>/"),
)
OPEN: dict[Role, tuple[str, ...]] = {
    Role.SYSTEM_ADMIN: (
        *FOR_ALL_THREE,
        *("units/*", "people/new/", "people/<int:person_id>/facts/", "people/<int:person_id>/appointments/*"),
        *("people/<int:person_id>/password/", "people/<int:person_id>/account/*"),
        *("people/<int:person_id>/reset/*", "accounts/", "state/", "imports/*", "stranded/"),
    ),
    Role.SECURITY_ADMIN: (
        *FOR_ALL_THREE,
        *("people/<int:person_id>/grants/*", "grants/", "grants/requests/*", "delegations/*", "imports/*"),
    ),
    Role.AUDIT_ADMIN: (
        *FOR_ALL_THREE,
        *("grants/", "grants/changes/", "grants/requests/", "grants/requests/<int:request_id>/", "audit/*"),
    ),
}


class WallMiddleware:
    """Before any page is asked: whoever is an administrator is answered only where that is his."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> None:
        """Closed is not found, as everything else that one may not see."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if request.resolver_match and is_closed(actor, request.resolver_match.route):
            raise Http404


def is_closed(actor: Actor, route: str) -> bool:
    """Whether the actor is an administrator, and the route none of those named for him."""
    held = actor.roles()
    return any(role in held and not any(leads_to(each, route) for each in OPEN[role]) for role in OPEN)


def is_closed_page(actor: Actor, path: str) -> bool:
    """The same, asked of an address."""
    return is_closed(actor, resolve(path.partition("?")[0]).route)


def leads_to(named: str, route: str) -> bool:
    """A route itself, or with a star all that begins like it."""
    return route.startswith(named.removesuffix(BELOW)) if named.endswith(BELOW) else route == named
