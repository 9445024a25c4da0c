"""The three administrators see nothing of anybody's work: what is not opened to them here is not found."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

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
        route = request.resolver_match.route if request.resolver_match else ""
        held = request.actor.roles()  # type: ignore[attr-defined]
        if any(role in held and not is_open(role, route) for role in OPEN):
            raise Http404


def is_open(role: Role, route: str) -> bool:
    """Whether that role reaches that route, or one above it with all below."""
    return any(
        route.startswith(each.removesuffix(BELOW)) if each.endswith(BELOW) else route == each
        for each in OPEN[role]
    )
