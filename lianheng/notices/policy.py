"""Who may use a channel outside."""

from lianheng.kernel.verdict import YES, Verdict, no

from .rules import fits
from .terms import NoticeReason


def may_set_channel(gateway: str, address: str, gateways: tuple[str, ...]) -> Verdict:
    """A gateway that the operator configured, and an address that is nothing but an address."""
    if gateway not in gateways:
        return no(NoticeReason.NO_SUCH_GATEWAY)
    return YES if fits(address) else no(NoticeReason.ADDRESS_UNFIT)
