"""How strictly sign-in is guarded: as the third level demands, or, on a drill of this very machine, less."""

from .home import Misconfigured

DENGBAO3, DRILL = "dengbao3", "drill"
FOR_DRILLS = ("demo", "test")


def named(said: str) -> str:
    """The profile of that name."""
    if said not in (DENGBAO3, DRILL):
        raise Misconfigured(f"SECURITY_PROFILE is {said!r}; it is {DENGBAO3} or {DRILL}")
    return said


def check(profile: str, *, kind: str, is_loopback: bool) -> None:
    """The lesser guard only where nothing is real and nobody else can come."""
    if profile == DRILL and not (kind in FOR_DRILLS and is_loopback):
        raise Misconfigured(
            "SECURITY_PROFILE=drill is for a drill or a test that only this machine can reach; "
            "remove the line, or serve a drill on 127.0.0.1"
        )
