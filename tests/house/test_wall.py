"""The three administrators reach what is named for them and nothing else, whatever page is added."""

import pytest

from lianheng.flows import wall
from lianheng.organisation.terms import Role

from . import access
from .situations.people import holding
from .test_urls import TABLE, table
from .tree import none

THREE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
BUSINESS = (
    *(
        "tasks/",
        "duties/",
        "scores/",
        "ranking/",
        "entries/",
        "objections/",
        "proposals/",
        "cards/",
        "cures/",
    ),
    *("reviews/", "periods/", "years/", "schemes/", "evaluations/", "documented/", "talks/", "measures/"),
    *("files/", "people/<int:person_id>/handover/"),
)

__all__ = ["table"]


@pytest.mark.parametrize("role", THREE)
def test_an_administrator_finds_no_page_of_business(table, role):
    assert TABLE.is_file()
    pages = {route: row[role] for route, row in table.items() if route.startswith(BUSINESS)}
    assert len(pages) > 80
    none(f"{route}: {said}" for route, said in pages.items() if said not in ("404", "post 404"))


@pytest.mark.parametrize("role", THREE)
def test_every_route_that_is_named_for_an_administrator_exists(role):
    routes = list(access.routes())
    mine = [each for each in wall.OPEN[role] if each not in COMING]
    none(each for each in mine if not any(wall.leads_to(each, route) for route in routes))


# Named beforehand for pages that stand behind the wall as soon as they are built.
COMING = {"security/*", "audit/*", "people/<int:person_id>/reset/*"}


@pytest.mark.parametrize("role", THREE)
def test_a_page_added_tomorrow_is_closed_to_them(role):
    assert wall.is_closed(holding(role), "new-department/<int:number>/")
    assert not wall.is_closed(holding(Role.LEADER), "new-department/<int:number>/")


def test_what_is_one_administrators_is_not_anothers(table):
    own = {
        Role.SYSTEM_ADMIN: {
            "accounts/",
            "state/",
            "people/new/",
            "units/new/",
            "people/<int:person_id>/password/",
        },
        Role.SECURITY_ADMIN: {"people/<int:person_id>/grants/new/"},
        Role.AUDIT_ADMIN: {"grants/changes/"},
    }
    for role, routes in own.items():
        for route in routes:
            assert table[route][role] in ("200", "post 200"), (role, route)
            others = [table[route][other] for other in THREE if other != role]
            assert others == ["404", "404"], route
