"""What every action on a talk does first: hold the row, and ask for a reason."""

from lianheng.kernel.verdict import Refused
from lianheng.talks.models import Talk
from lianheng.talks.terms import TalkReason


def locked(talk: Talk) -> Talk:
    """The talk as it stands now, held until the transaction ends."""
    return Talk.objects.select_for_update(of=("self",)).select_related("unit").get(pk=talk.pk)


def need(said: str, reason: TalkReason = TalkReason.REASON_MISSING) -> str:
    """What was written, without blanks around it; refused when nothing was."""
    if not said.strip():
        raise Refused(reason)
    return said.strip()
