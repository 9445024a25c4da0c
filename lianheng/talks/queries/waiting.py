"""What waits for somebody about talks: to arrange and hold, to read, to sign; what was promised."""

from django.db.models import Exists, F, OuterRef, Q

from lianheng.kernel import clock
from lianheng.organisation.actor import Actor
from lianheng.talks.models import Commitment, CommitmentQuerySet, Signature, Talk, TalkQuerySet
from lianheng.talks.models.talks import has_left
from lianheng.talks.rules import ANSWERED, ARRANGED
from lianheng.talks.terms import Capacity, TalkState


def talks_to_hold(actor: Actor) -> TalkQuerySet:
    """Talks that the actor leads, until they were held; those that he joins or records, once arranged."""
    joined = Q(state__in=ARRANGED) & (Q(second=actor.id) | Q(recorder=actor.id))
    leads = Talk.objects.of_leading(actor)
    rows = Talk.objects.before().filter(Q(pk__in=leads.values("pk")) | joined)
    return (
        rows.exclude(person__in=actor.selves)
        .select_related("unit", "person")
        .order_by(F("planned_at").asc(nulls_first=True), "id")
    )


def talks_to_sign(actor: Actor) -> TalkQuerySet:
    """Records that the person concerned has answered and the actor has not signed; those ready to close."""
    signed = Signature.objects.filter(talk=OuterRef("pk"))
    led = Exists(signed.filter(capacity=Capacity.LEADING)) | has_left("led_by")
    joined = Exists(signed.filter(capacity=Capacity.SECOND)) | has_left("second")
    running = Commitment.objects.filter(talk=OuterRef("pk"), done_on=None)
    running = running.filter(Q(due_on__gte=clock.today()) | _waiting())
    mine = Q(led_by=actor.id) | Q(second=actor.id) | Q(recorder=actor.id)
    unsigned = mine & ~Exists(signed.filter(person=actor.id))
    leads = Q(pk__in=Talk.objects.of_leading(actor).values("pk"))
    closable = leads & led & joined & Exists(signed) & ~Exists(running)
    rows = (
        Talk.objects.filter(state__in=ANSWERED).filter(unsigned | closable).exclude(person__in=actor.selves)
    )
    return rows.select_related("unit", "person").order_by("held_at", "id")


def talks_in_hand(actor: Actor) -> TalkQuerySet:
    """Every talk in which it is the actor's turn, the nearest first."""
    return talks_to_hold(actor) | talks_to_sign(actor)


def own_talks(actor: Actor) -> TalkQuerySet:
    """Talks with the actor of which he was notified, and records that wait for his own words."""
    turn = (TalkState.NOTIFIED, TalkState.HELD, TalkState.UNCONFIRMED)
    rows = Talk.objects.filter(person=actor.id, state__in=turn)
    return rows.select_related("unit", "led_by").order_by("planned_at", "id")


def commitments_due(actor: Actor) -> CommitmentQuerySet:
    """What the actor promised and has not yet reported, the nearest first."""
    rows = Commitment.objects.filter(talk__person=actor.id, talk__state__in=ANSWERED, done_on=None)
    return rows.exclude(_waiting()).select_related("talk__unit").order_by("due_on", "id")


def commitments_to_confirm(actor: Actor) -> CommitmentQuerySet:
    """What was reported as done in talks that the actor leads, and nobody confirmed or returned."""
    led = Talk.objects.of_leading(actor).filter(state__in=ANSWERED).exclude(person__in=actor.selves)
    rows = Commitment.objects.filter(talk__in=led, done_on=None)
    return rows.filter(_waiting()).select_related("talk__unit", "talk__person").order_by("reported_at", "id")


def talks_left(actor: Actor, leaver_id: int) -> TalkQuerySet:
    """Open talks that the leaver leads and that go with the roles handed over, or that nobody else leads."""
    rows = Talk.objects.open().left_with(actor, leaver_id).exclude(person__in=actor.selves)
    return rows.select_related("unit", "person").order_by(F("planned_at").asc(nulls_first=True), "id")


def _waiting() -> Q:
    """Reported, and not returned since."""
    fresh = Q(returned_at=None) | Q(returned_at__lt=F("reported_at"))
    return Q(reported_at__isnull=False) & fresh
