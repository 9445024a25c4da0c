"""The pages that people open most, at province size, against the bare page."""

from lianheng.cli.ready import instance, prepare

from .pages import compare
from .people import HEAD, LEADER, cookie


def main() -> None:
    """Sign in, compare, print."""
    with instance() as where:
        prepare(where)
        from lianheng.checklists.models import UnitTask

        leader, head = cookie(LEADER), cookie(HEAD)
        some = UnitTask.objects.filter(month="2026-10-01").latest("id")
        print("== pages at province size, medians of 200 requests", flush=True)
        compare(
            {
                "list with filter and sort": ("/tasks/?month=2026-10&state=accepted&sort=-due_on", leader, 8),
                "detail": (f"/tasks/units/{some.pk}/", leader, 6),
                "workbench of the leader": ("/", leader, 10),
                "workbench of a unit": ("/", head, 10),
            },
            leader,
        )


if __name__ == "__main__":
    main()
