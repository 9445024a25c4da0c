"""What an address asks for beyond its path."""

from lianheng.organisation.request import Request


def page(request: Request) -> int:
    """Which page of a list; the first when nothing sensible is said."""
    said = request.GET.get("page", "")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def text(request: Request, name: str) -> str:
    """A filter, or nothing."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:60]


def number(request: Request, name: str) -> int | None:
    """A number, or none."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None
