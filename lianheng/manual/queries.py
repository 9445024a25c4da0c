"""What people read of the manual: its chapters, the passage about a page, a walk through the drill."""

from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString

from lianheng.home.frame import ENTRIES
from lianheng.organisation import identity
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import InstanceKind, Role

from . import book, capabilities, walks
from .page import WALK, shown
from .terms import BELOW, BETWEEN_ROLES, OWN_ROLES, Capable, Walk

# Whose chapter is whose; the first that fits is one's own.
CHAPTERS: dict[Role, str] = {
    Role.LEADER: "leader",
    Role.DEPUTY: "deputy",
    Role.SCORER: "scorer",
    Role.OFFICE_HEAD: "office-head",
    Role.OFFICE_CLERK: "office-clerk",
    Role.UNIT_HEAD: "unit-head",
    Role.UNIT_CLERK: "unit-clerk",
    Role.SYSTEM_ADMIN: "administrators",
    Role.SECURITY_ADMIN: "administrators",
    Role.AUDIT_ADMIN: "administrators",
}
AROUND = 40
TITLE = 3  # a heading is three blocks: its opening, its words, its end


@dataclass(frozen=True, slots=True)
class Open:
    """A chapter as it lies open before somebody."""

    chapter: book.Chapter
    body: SafeString
    previous: book.Chapter | None
    next: book.Chapter | None

    @property
    def sections(self) -> list[book.Section]:
        """What one may jump to."""
        return [each for each in self.chapter.sections[1:] if each.level == 2]


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the manual where a word was found."""

    chapter: book.Chapter
    section: book.Section
    before: str
    said: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk."""

    title: str
    anchor: str
    body: SafeString
    leads: bool


@dataclass(frozen=True, slots=True)
class WalkSheet:
    """A walk as this reader may go it, and the person whose eyes it needs."""

    walk: Walk
    title: str
    opening: SafeString
    steps: list[Step]
    person: str
    number: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A role whose capabilities can be shown, or one's own."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Able:
    """One thing, whether somebody may, when or why not, and on what that rests."""

    action: str
    capable: Capable
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class CapabilitySheet:
    """What somebody with these roles may do and what not, by the matter that it is about."""

    roles: str
    tabs: list[Tab]
    groups: dict[str, list[Able]]


def capability_sheet(actor: Actor, said: str) -> CapabilitySheet:
    """One's own roles first, any other when asked for: what each may is no secret."""
    chosen = said if said in Role.values else ""
    held = [role for role in Role if role in ((chosen,) if chosen else actor.roles())]
    page = reverse("manual:capabilities")
    tabs = [Tab(OWN_ROLES, page, not chosen)]
    tabs += [Tab(str(role.label), f"{page}?role={role.value}", role == chosen) for role in Role]
    groups: dict[str, list[Able]] = {}
    for row in capabilities.rows():
        groups.setdefault(row.group, []).append(_able(row, frozenset(held)))
    best_first = {group: sorted(found, key=_rank) for group, found in groups.items()}
    return CapabilitySheet(BETWEEN_ROLES.join(str(role.label) for role in held), tabs, best_first)


def _able(row: capabilities.Capability, roles: frozenset[str]) -> Able:
    capable = row.best_of(roles)
    why = row.why_not if capable == Capable.NO else row.condition if capable == Capable.IF else ""
    return Able(row.action, capable, why, row.source)


def _rank(able: Able) -> int:
    return list(Capable).index(able.capable)


def contents(actor: Actor) -> tuple[book.Part, ...]:
    """The table of contents, the same for everybody."""
    return book.parts()


def own_chapters(actor: Actor) -> list[book.Chapter]:
    """The chapters about the actor's own roles, the weightiest first."""
    codes = dict.fromkeys(code for role, code in CHAPTERS.items() if role in actor.roles())
    return [book.chapters()[code] for code in codes]


def chapter_or_404(actor: Actor, code: str) -> Open:
    """A chapter, with the places of the menu that this reader may open as links."""
    found = list(book.chapters().values())
    at = next((at for at, each in enumerate(found) if each.code == code), None)
    if at is None:
        raise Http404
    # The chapter's own title stands on the page already.
    body = shown(found[at].tokens[TITLE:], menu=partial(_menu_url, actor), step=partial(_step_url, actor))
    after = found[at + 1] if at + 1 < len(found) else None
    return Open(found[at], body, found[at - 1] if at else None, after)


def guidance(actor: Actor, path: str) -> str:
    """Where the manual speaks of this page: in one's own chapter, else where it is for everybody."""
    name = place_of(actor, path)
    own = own_chapters(actor)
    others = [each for each in book.chapters().values() if each not in own]
    others.sort(key=lambda chapter: chapter.code in CHAPTERS.values())
    for chapter in (*own, *others):
        for section in chapter.sections[1:]:
            if name in section.places:
                return reverse("manual:chapter", args=[chapter.code]) + f"#{section.anchor}"
    return reverse("manual:chapter", args=[own[0].code]) if own else reverse("manual:contents")


def place_of(actor: Actor, path: str) -> str:
    """The line of the menu below which this page stands, as the manual writes it."""
    fitting = {url: name for name, (url, _) in _places().items() if _is_below(path, url)}
    return fitting[max(fitting, key=len)] if fitting else ""


def found(actor: Actor, said: str) -> list[Passage]:
    """Where the manual says so; nothing was said, nothing is found."""
    if not said:
        return []
    sections = [(each, section) for each in book.chapters().values() for section in each.sections]
    return [_passage(each, section, said) for each, section in sections if said in section.text]


def walk_list(actor: Actor) -> list[WalkSheet]:
    """The walks, on a drill."""
    return [walk_or_404(actor, walk) for walk in Walk.values]


def walk_or_404(actor: Actor, code: str) -> WalkSheet:
    """A walk; there is none but on a drill."""
    if code not in Walk.values or identity.instance_kind() != InstanceKind.DEMO:
        raise Http404
    walk = Walk(code)
    chapter = book.chapters()[walks.CHAPTER.format(walk=code)]
    opening, *steps = chapter.sections
    role = walks.PEOPLE[walk]
    who = next((each.person for each in identity.drill_people() if each.role == role), None)
    return WalkSheet(
        walk=walk,
        title=chapter.title,
        opening=shown(opening.tokens[TITLE:]),
        steps=[_step(actor, each) for each in steps],
        person=who.name if who else "",
        number=who.number if who else "",
        is_own=who is not None and who.pk == actor.id,
    )


def _step(actor: Actor, section: book.Section) -> Step:
    """One step; it leads somewhere unless there is no such thing just now, or not for this reader."""
    body = shown(section.tokens[TITLE:], menu=partial(_menu_url, actor), step=partial(_step_url, actor))
    leads = all(_step_url(actor, each.removeprefix(WALK)) for each in section.links if each.startswith(WALK))
    return Step(section.title, section.anchor, body, leads)


def _places() -> dict[str, tuple[str, frozenset[Role]]]:
    """Every line of the menu as the manual writes it, with its address and who has it."""
    return {
        f"{group.label}{BELOW}{item.label}": (url, roles)
        for group, entries in ENTRIES.items()
        for item, url, roles in entries
    }


def _menu_url(actor: Actor, name: str) -> str:
    url, roles = _places().get(name, ("", frozenset()))
    return url if roles & actor.roles() else ""


def _step_url(actor: Actor, step: str) -> str:
    return walks.address(actor, step) if identity.instance_kind() == InstanceKind.DEMO else ""


def _is_below(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _passage(chapter: book.Chapter, section: book.Section, said: str) -> Passage:
    text = " ".join(section.text.split())
    at = max(text.find(said), 0)
    end = at + len(said)
    return Passage(chapter, section, text[max(0, at - AROUND) : at], text[at:end], text[end : end + AROUND])
