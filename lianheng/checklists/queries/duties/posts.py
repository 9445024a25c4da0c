"""Which post is responsible for what in a unit, who holds it today, and what nobody is responsible for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404

from lianheng.checklists import policy
from lianheng.checklists.in_force import DUTY_KINDS, book
from lianheng.checklists.models import DutyAssignment, DutyChecklist, DutyItem, DutyRecord, UnitTask
from lianheng.checklists.queries.months import unit_tasks
from lianheng.checklists.terms import DutyWord
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Person, Post, Unit

from .lines import DutyLine, DutyLines

SHOWN = 60
A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Responsible:
    """The post that answers for an item, with whoever holds it today."""

    post: Post | None = None
    people: list[Person] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """No post was named, or nobody holds it."""
        return not self.people

    @property
    def word(self) -> str:
        """Why nobody answers."""
        return str((DutyWord.VACANT if self.post else DutyWord.UNNAMED).label) if self.is_missing else ""


NOBODY = Responsible()


def responsible_for(actor: Actor, unit: Unit) -> dict[str, Responsible]:
    """The posts responsible today, by the lasting name of the item."""
    serving = Appointment.objects.running(clock.today()).select_related("person").order_by("from_on", "pk")
    rows = DutyAssignment.objects.running(clock.today()).filter(unit=unit).select_related("post")
    rows = rows.prefetch_related(Prefetch("post__appointments", serving, to_attr="holders"))
    return {each.key: Responsible(each.post, [held.person for held in each.post.holders]) for each in rows}


def post_choices(actor: Actor, unit: Unit) -> list[tuple[str, str]]:
    """The unit's posts with who holds them, as one chooses among them."""
    serving = Appointment.objects.running(clock.today()).select_related("person").order_by("from_on", "pk")
    posts = Post.objects.filter(unit=unit).prefetch_related(
        Prefetch("appointments", serving, to_attr="holders")
    )
    return [(str(post.pk), _named(post)) for post in posts]


def _named(post: Post) -> str:
    people = ", ".join(each.person.name for each in post.holders)  # type: ignore[attr-defined]
    return f"{post.name} ({people or DutyWord.VACANT.label})"


def held_keys(actor: Actor, unit_ids: Iterable[int]) -> set[tuple[int, str]]:
    """For which items of which units somebody answers today."""
    today = clock.today()
    held = Appointment.objects.running(today).filter(post=OuterRef("post"))
    rows = DutyAssignment.objects.running(today).filter(Exists(held), unit__in=list(unit_ids))
    return set(rows.values_list("unit_id", "key"))


def duties_without_anybody(actor: Actor, unit_id: int) -> QuerySet[DutyItem]:
    """The items in force for the unit for which nobody answers today."""
    today = clock.today()
    held = Appointment.objects.running(today).filter(post=OuterRef("post"))
    answered = DutyAssignment.objects.running(today).filter(Exists(held), unit=unit_id, key=OuterRef("key"))
    return items_in_force(actor, unit_id).exclude(Exists(answered))


def items_in_force(actor: Actor, unit_id: int) -> QuerySet[DutyItem]:
    """The items in force for the unit this month, in one query."""
    kind = Unit.objects.filter(pk=unit_id).values("kind")
    month = clock.today().replace(day=1)
    versions = DutyChecklist.objects.adopted().filter(
        Q(kind="") | Q(kind=Subquery(kind)), from_month__lte=month
    )
    latest = versions.order_by("-kind", "-from_month", "-version").values("pk")[:1]
    return DutyItem.objects.filter(checklist=Subquery(latest))


@dataclass(frozen=True)
class PostBook:
    """What a post answers for, the open tasks of its unit, and what was done in the last twelve months."""

    post: Post
    unit: Unit
    people: list[Person]
    lines: list[DutyLine]
    tasks: list[UnitTask]
    records: list[DutyRecord]
    since: Period
    past: list[Appointment]


def post_book(actor: Actor, post_id: int) -> PostBook:
    """The workbook of a post within the actor's sight."""
    post = Post.objects.select_related("unit").filter(pk=post_id).first()
    if post is None or not policy.may_see_duties(actor, post.unit):
        raise Http404
    today, unit, keys = clock.today(), post.unit, _keys(post)
    since = Period.month_of(today).shift(1 - A_YEAR)
    records = DutyRecord.objects.counted().filter(unit=unit, key__in=keys, month__gte=since.first_day)
    held = list(Appointment.objects.filter(post=post).select_related("person").order_by("-from_on", "-pk"))
    return PostBook(
        post=post,
        unit=unit,
        people=[each.person for each in held if each.to_on is None or each.to_on >= today],
        lines=duties_of_post(actor, post),
        tasks=list(unit_tasks(actor).filter(unit=unit).open().order_by("due_on", "id")[:SHOWN]),
        records=list(records.select_related("item", "recorded_by").order_by("-done_on", "-pk")[:SHOWN]),
        since=since,
        past=held,
    )


def duties_of_post(actor: Actor, post: Post) -> list[DutyLine]:
    """What the post answers for today, each with what is to be done next; nothing when out of sight."""
    keys = _keys(post) if policy.may_see_duties(actor, post.unit) else set()
    return DutyLines.of(actor, post.unit, book()).now(keys) if keys else []


def _keys(post: Post) -> set[str]:
    running = DutyAssignment.objects.running(clock.today()).filter(post=post)
    return set(running.values_list("key", flat=True))


@dataclass(frozen=True)
class Assignments:
    """The items of a unit, its posts, and which answers for which."""

    unit: Unit
    items: list[tuple[str, str, str]]
    posts: list[tuple[str, str]]
    now: dict[str, str]
    may_assign: Verdict


def assignments(actor: Actor, unit_id: int) -> Assignments:
    """Every item in force now or next month, with the post that answers for it."""
    unit = Unit.objects.filter(pk=unit_id, kind__in=DUTY_KINDS).first()
    if unit is None or not policy.may_see_duties(actor, unit):
        raise Http404
    found, month = book(), Period.month_of(clock.today())
    duties = {item.key: item for each in (month.shift(1), month) for item in found.items(unit.kind, each)}
    order = sorted(duties.values(), key=lambda item: (item.area, item.number, item.key))
    running = DutyAssignment.objects.running(clock.today()).filter(unit=unit)
    return Assignments(
        unit=unit,
        items=[(item.key, f"{item.key} {item.title}", item.get_frequency_display()) for item in order],
        posts=post_choices(actor, unit),
        now={key: str(post) for key, post in running.values_list("key", "post_id")},
        may_assign=policy.may_assign_duties(actor, unit),
    )
