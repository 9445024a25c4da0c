"""Every address of the product, people of every role, and what each of them is answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from re import sub

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from lianheng.assessment.models import Month
from lianheng.assessment.terms import MonthState
from lianheng.checklists.terms import UnitTaskState
from lianheng.files import shelf
from lianheng.kernel import clock
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role, UnitKind
from lianheng.papers import shelf as exports
from lianheng.papers.rules import rights_of
from lianheng.papers.terms import DownloadState
from tests.factories import assessment as scored
from tests.factories import checklists as listed
from tests.factories import duties as dutiful
from tests.factories import organisation as made
from tests.factories import talks as talked
from tests.factories import years as of_year
from tests.factories.files import AttachmentFactory, StoredFileFactory
from tests.factories.notices import NoticeFactory
from tests.factories.papers import DownloadFactory, ImportBatchFactory

MONTH = date(2026, 10, 1)
TODAY = date(2026, 11, 5)
ANONYMOUS = "anonymous"
NEIGHBOUR = "neighbour"
WHO = (ANONYMOUS, *(role.value for role in Role), NEIGHBOUR)


@dataclass
class World:
    """A small district: two townships, an office, one person of each role, and one thing of each kind."""

    people: dict[str, Person] = field(default_factory=dict)
    examples: dict[str, object] = field(default_factory=dict)

    def address(self, route: str) -> str:
        """A real address on that route; whoever adds a route with a new name adds its example here.

        `drill/number` is the example of `number` on routes that speak of a drill.
        """
        known = dict(self.examples)
        for said, example in self.examples.items():
            where, _, name = said.rpartition("/")
            if where in route:
                known[name] = example
        return "/" + sub(r"<(?:\w+:)?(\w+)>", lambda name: str(known[name[1]]), route)

    def client(self, who: str) -> Client:
        """A browser in which this person is signed in, or nobody."""
        client = Client(raise_request_exception=False)
        return client if who == ANONYMOUS else made.signed_in(client, self.people[who])


def routes(patterns: object = None, before: str = "") -> Iterator[str]:
    """Every route of the product as `config/urls.py` says it."""
    for one in patterns or get_resolver().url_patterns:
        said = before + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(one, URLPattern):
            yield said
        else:
            yield from routes(one.url_patterns, said)


def answers(world: World, who: str, found: list[str]) -> Mapping[str, str]:
    """What this person is answered on each route."""
    client = world.client(who)
    with clock.standing_at(TODAY):
        return {route: _answer(client, world.address(route)) for route in found}


def _answer(client: Client, address: str) -> str:
    """The status of looking there, or of acting with empty hands; nothing of it stays."""
    with transaction.atomic():
        response, verb = client.get(address), ""
        if response.status_code == 405:
            response, verb = client.post(address), "post "
        b"".join(response)
        transaction.set_rollback(True)
    to = response.get("Location", "")
    return "sign in" if to.startswith("/account/login/") else f"{verb}{response.status_code}"


def world() -> World:
    """The district of these tests; everything in it concerns the first township."""
    commission = made.CommissionFactory()
    office = made.OfficeFactory(superior=commission)
    town, neighbour = (made.UnitFactory(superior=commission, kind=UnitKind.TOWNSHIP) for _ in range(2))
    of_commission = {Role.LEADER, Role.DEPUTY, Role.SCORER, *_ADMINISTRATORS}
    place = dict.fromkeys(of_commission, commission)
    place |= dict.fromkeys((Role.OFFICE_HEAD, Role.OFFICE_CLERK), office)
    place |= dict.fromkeys((Role.UNIT_HEAD, Role.UNIT_CLERK), town)
    found = World(people={role.value: made.person_in(place[role], role) for role in Role})
    found.people[NEIGHBOUR] = made.person_in(neighbour, Role.UNIT_HEAD)
    found.examples = (
        _organisation(found, town)
        | _checklists(town, office)
        | _assessment(town, found.people[Role.LEADER])
        | _talks(found, town)
        | _duties(town)
    )
    found.examples |= _years(town, found.people)
    return found


_ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def _organisation(found: World, town: Unit) -> dict[str, object]:
    clerk = found.people[Role.UNIT_CLERK]
    told = NoticeFactory(to=clerk)
    made.AccountFactory(person=clerk)
    return {
        "unit_id": town.pk,
        "person_id": clerk.pk,
        "appointment_id": clerk.appointments.get().pk,
        "grant_id": clerk.grants.get().pk,
        "absence_id": made.AbsenceFactory(person=clerk, unit=town).pk,
        "delegation_id": made.DelegationFactory(principal=clerk, unit=town).pk,
        "handover_id": made.HandoverFactory(leaver=clerk, unit=town).pk,
        "view_id": made.SavedViewFactory(owner=clerk).pk,
        "reset_id": made.FactorResetFactory(person=clerk, asked_by=found.people[Role.SYSTEM_ADMIN]).pk,
        "passkeys/pk": 0,
        "requests/request_id": made.GrantRequestFactory(
            unit=town, asked_by=found.people[Role.SECURITY_ADMIN]
        ).pk,
        "drill/number": clerk.number,
        "notices/number": told.pk,
        "kind": "units",
        "chapter": "leader",
        "image": "workbench-leader",
        "walk": "leader",
        "download_id": _written(clerk),
        "import_id": ImportBatchFactory(uploaded_by=found.people[Role.SYSTEM_ADMIN]).pk,
    }


def _written(owner: Person) -> int:
    """An export that lies ready for its owner."""
    kept = {"made_at": clock.at_hour(TODAY, 8), "expires_at": clock.at_hour(TODAY, 20)}
    found = DownloadFactory(
        owner=owner, state=DownloadState.READY, rights=rights_of(made.actor_of(owner)), **kept
    )
    exports.place(found.pk).write_bytes(b"PK")
    return found.pk


def _checklists(town: Unit, office: Unit) -> dict[str, object]:
    of = {"unit": town, "task__office": office}
    handed_in = listed.UnitTaskFactory(state=UnitTaskState.SUBMITTED, submitted_at=listed.OCTOBER_19, **of)
    submission = listed.SubmissionFactory(unit_task=handed_in)
    stored = StoredFileFactory(sha256=shelf.put([b"%PDF-1.7"]))
    draft = listed.TaskFactory(office=office)
    return {
        "month": "2026-10",
        "unit_task_id": handed_in.pk,
        "task_id": handed_in.task.pk,
        "attachment_id": AttachmentFactory(file=stored, ref_id=submission.pk, unit=town).pk,
        "issuing/task_id": draft.pk,
        "request_id": listed.CapRequestFactory(task=draft).pk,
        "code": "checklists.issued",
        "records/kind": "checklists.unittask",
        "records/number": handed_in.pk,
        "relief_id": listed.ReliefFactory(
            unit_task=listed.UnitTaskFactory(unit=town, task__office=office)
        ).pk,
        "falsity_id": listed.FalsityFactory(unit_task=handed_in).pk,
    }


def _duties(town: Unit) -> dict[str, object]:
    item = dutiful.DutyItemFactory(key="A3-01")
    dutiful.in_force(item.checklist)
    draft = dutiful.DutyItemFactory(key="A3-01", checklist__kind="township")
    kept = dutiful.DutyRecordFactory(unit=town, item=item, month=date(2026, 11, 1), due_on=date(2026, 11, 25))
    return {
        "key": item.key,
        "post_id": town.posts.get().pk,
        "record_id": kept.pk,
        "version": draft.checklist.pk,
        "duties/period": "2026-11",
    }


def _assessment(town: Unit, leader: Person) -> dict[str, object]:
    september = _published(town, leader)
    month = scored.MonthFactory(first_day=MONTH)
    scored.ParticipantFactory(month=month, unit=town)
    entry = scored.EntryFactory(month=month, unit=town)
    contested = scored.EntryFactory(month=month, unit=town)
    objection = scored.ObjectionFactory(entry=contested)
    card = scored.YellowCardFactory(proposal__unit=town, proposal__period="2026Q3")
    return {
        "period": "2026-09",
        "periods/period": "2026-10",
        "entry_id": entry.pk,
        "objection_id": objection.pk,
        "proposal_id": card.proposal.pk,
        "review_id": (review := scored.MonthReviewFactory(month=september)).pk,
        "sentence_id": scored.ReviewSentenceFactory(review=review).pk,
        "card_id": card.pk,
        "cure_id": scored.CureTaskFactory(card=card).pk,
    }


def _talks(found: World, town: Unit) -> dict[str, object]:
    """Talks with the head of the township, each as far as its pages need it."""
    leads, person = found.people[Role.DEPUTY], found.people[Role.UNIT_HEAD]
    arranged = {"unit": town, "person": person, "led_by": leads}
    joined = {"second": found.people[Role.OFFICE_HEAD], "recorder": found.people[Role.OFFICE_CLERK]}
    proposed = talked.TalkFactory(**arranged)
    answered = talked.ConfirmedTalkFactory(**arranged, **joined)
    promise = talked.CommitmentFactory(talk=answered, report="已完成", reported_at=talked.NOVEMBER_4)
    ahead = {"planned_at": clock.at_hour(date(2026, 11, 9), 9), "place": "谈话室"}
    planned = talked.TalkFactory(state="planned", **ahead, **arranged, **joined)
    told = talked.NotifiedTalkFactory(**arranged, **joined)
    return {
        "talk_id": talked.HeldTalkFactory(**arranged, **joined).pk,
        "plan/talk_id": proposed.pk,
        "cancellation/talk_id": proposed.pk,
        "notice/talk_id": planned.pk,
        "postponement/talk_id": told.pk,
        "signature/talk_id": answered.pk,
        "closure/talk_id": answered.pk,
        "commitment_id": promise.pk,
        "ending": "docx",
    }


def _published(town: Unit, leader: Person) -> Month:
    month = scored.MonthFactory(first_day=date(2026, 9, 1))
    scored.ParticipantFactory(month=month, unit=town)
    scored.StandingFactory(period="2026-09", first_day=month.first_day, unit=town)
    month.state, month.published_at, month.published_by = MonthState.PUBLISHED, month.tallied_at, leader
    month.save()
    return month


def _years(town: Unit, people: Mapping[str, Person]) -> dict[str, object]:
    """A year prepared, an evaluation under way in which the leader may vote, a bonus, a draft tried once."""
    score = of_year.YearScoreFactory(unit=town)
    item = of_year.YearItemFactory(score=score)
    contested = of_year.YearItemFactory(score=score, code="on_time")
    held = of_year.EvaluationRoundFactory(opens_on=MONTH, closes_on=date(2026, 11, 30), year=2026)
    of_year.EntitlementFactory(group__round=held, person=people[Role.LEADER])
    draft = of_year.SchemeDraftFactory(drafted_by=people[Role.SCORER])
    return {
        "years/period": "2025",
        "item_id": item.pk,
        "years/objections/objection_id": of_year.YearObjectionFactory(item=contested).pk,
        "documented_id": of_year.DocumentedFactory(unit=town, proposed_by=people[Role.SCORER]).pk,
        "round_id": held.pk,
        "draft_id": draft.pk,
        "backtest_id": of_year.BacktestFactory(draft=draft).pk,
    }
