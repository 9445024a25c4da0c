"""The pages that people open most, at province size, against the bare page."""

from lianheng.cli.ready import instance, prepare

from .pages import compare
from .people import HEAD, LEADER, cookie

SIGN_IN = "django.contrib.auth.backends.ModelBackend"


def main() -> None:
    """Sign in, compare, print."""
    with instance() as where:
        prepare(where)
        from django.conf import settings

        from lianheng.checklists.models import UnitTask

        product = settings.AUTHENTICATION_BACKENDS[0]
        leader, head = cookie(LEADER, product), cookie(HEAD, product)
        some = UnitTask.objects.filter(month="2026-10-01").latest("id")
        print("== pages at province size, medians of 200 requests", flush=True)
        compare(
            {
                "list with filter and sort": ("/tasks/?month=2026-10&state=accepted&sort=-due_on", leader, 8),
                "detail": (f"/tasks/{some.pk}/", leader, 6),
                "workbench of the leader": ("/", leader, 10),
                "workbench of a unit": ("/", head, 10),
            },
            cookie(LEADER, SIGN_IN),
        )


if __name__ == "__main__":
    main()
