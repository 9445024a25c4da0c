"""Units, people and their roles, and how to act or sign in as one of them."""

from datetime import date

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from lianheng.kernel.moments import at_hour
from lianheng.organisation import queries
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import (
    Absence,
    Account,
    Appointment,
    Delegation,
    FactorReset,
    FailedSignIn,
    Grant,
    GrantRequest,
    Handover,
    Instance,
    Person,
    Post,
    SavedView,
    SignInSession,
    Unit,
    UsedCode,
)
from lianheng.organisation.rules import default_peer_class, path_below
from lianheng.organisation.terms import AbsenceKind, HandoverCause, InstanceKind, Role, UnitKind

LONG_AGO = date(2020, 1, 1)


class UnitFactory(DjangoModelFactory):
    """A township's discipline body; its place in the tree follows from `superior`."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"U{n:04}")
    name = factory.Sequence(lambda n: f"第{n}镇纪委")
    kind = UnitKind.TOWNSHIP
    peer_class = factory.LazyAttribute(lambda unit: default_peer_class(unit.kind))
    position = factory.Sequence(lambda n: n)
    founded_on = LONG_AGO

    @factory.post_generation
    def path(unit, create: bool, given: str | None, **kwargs: object) -> None:  # noqa: N805
        """Where it stands is known only once it has a number."""
        unit.path = path_below(unit.superior.path if unit.superior else "", unit.pk)
        if create:
            unit.save(update_fields=["path"])


class CommissionFactory(UnitFactory):
    """The district commission, on top of the tree."""

    name = "区纪委监委"
    kind = UnitKind.COMMISSION


class OfficeFactory(UnitFactory):
    """An office of the commission; give `superior`."""

    name = factory.Sequence(lambda n: f"第{n}室")
    kind = UnitKind.OFFICE


class PersonFactory(DjangoModelFactory):
    """Somebody on the roster, in no office yet."""

    class Meta:
        model = Person

    number = factory.Sequence(lambda n: f"P{n:04}")
    name = factory.Sequence(lambda n: f"张{n}")
    sort_key = factory.Sequence(lambda n: f"zhang1 {n:04}")


class PostFactory(DjangoModelFactory):
    """A post in a unit."""

    class Meta:
        model = Post
        django_get_or_create = ("unit", "name")

    unit = factory.SubFactory(UnitFactory)
    name = "干事"


class AppointmentFactory(DjangoModelFactory):
    """A person on a post; give `unit=` for a post there."""

    class Meta:
        model = Appointment

    class Params:
        unit = None

    person = factory.SubFactory(PersonFactory)
    post = factory.LazyAttribute(lambda made: PostFactory(**({"unit": made.unit} if made.unit else {})))
    from_on = LONG_AGO


class GrantFactory(DjangoModelFactory):
    """A role entrusted by the machine."""

    class Meta:
        model = Grant

    person = factory.SubFactory(PersonFactory)
    role = Role.UNIT_CLERK
    unit = factory.SubFactory(UnitFactory)
    from_on = LONG_AGO


class GrantRequestFactory(DjangoModelFactory):
    """The security administrator asks that somebody become system administrator."""

    class Meta:
        model = GrantRequest

    person = factory.SubFactory(PersonFactory)
    role = Role.SYSTEM_ADMIN
    unit = factory.SubFactory(UnitFactory)
    from_on = date(2026, 10, 5)
    reason = "原系统管理员调离"
    asked_at = at_hour(date(2026, 10, 1), 9)
    asked_by = factory.SubFactory(PersonFactory)


class AccountFactory(DjangoModelFactory):
    """An account whose name is the person's number; it has no password, tests sign in by force."""

    class Meta:
        model = Account

    person = factory.SubFactory(PersonFactory)
    username = factory.LazyAttribute(lambda account: account.person.number)


class SignInSessionFactory(DjangoModelFactory):
    """A session of somebody, under a key that nobody knows."""

    class Meta:
        model = SignInSession

    session_key = factory.Sequence(lambda n: f"{n:040}")
    session_data = ""
    expire_date = at_hour(date(2099, 1, 1), 9)
    account = factory.SubFactory(AccountFactory)


class FailedSignInFactory(DjangoModelFactory):
    """Somebody failed to sign in, from somewhere."""

    class Meta:
        model = FailedSignIn

    name_digest = factory.Sequence(lambda n: f"{n:064}")
    address = "10.0.0.8"


class UsedCodeFactory(DjangoModelFactory):
    """A code that was used long ago."""

    class Meta:
        model = UsedCode

    account = factory.SubFactory(AccountFactory)
    code = factory.Sequence(lambda n: f"{n:06}")
    used_at = 0


class FactorResetFactory(DjangoModelFactory):
    """The system administrator asks to reset what somebody has lost."""

    class Meta:
        model = FactorReset

    person = factory.SubFactory(PersonFactory)
    reason = "手机丢失"
    asked_by = factory.SubFactory(PersonFactory)
    asked_at = at_hour(date(2026, 10, 1), 9)


class SavedViewFactory(DjangoModelFactory):
    """A private view of the list of units."""

    class Meta:
        model = SavedView

    owner = factory.SubFactory(PersonFactory)
    page = "units"
    name = factory.Sequence(lambda n: f"视图{n}")


class AbsenceFactory(DjangoModelFactory):
    """Somebody reports a week of leave; give `state="confirmed", decided_at=` for one that counts."""

    class Meta:
        model = Absence

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    kind = AbsenceKind.LEAVE
    from_on = date(2026, 10, 5)
    to_on = date(2026, 10, 11)
    reported_at = at_hour(date(2026, 10, 1), 9)


class DelegationFactory(DjangoModelFactory):
    """A clerk asks a colleague to stand in for him."""

    class Meta:
        model = Delegation

    principal = factory.SubFactory(PersonFactory)
    substitute = factory.SubFactory(PersonFactory)
    role = Role.UNIT_CLERK
    unit = factory.SubFactory(UnitFactory)
    from_on = date(2026, 10, 5)
    to_on = date(2026, 10, 11)
    reason = "学习培训"
    asked_at = at_hour(date(2026, 10, 1), 9)
    asked_by = factory.SelfAttribute("principal")


class HandoverFactory(DjangoModelFactory):
    """A post that was left, with nothing open in it."""

    class Meta:
        model = Handover

    unit = factory.SubFactory(UnitFactory)
    leaver = factory.SubFactory(PersonFactory)
    left_on = date(2026, 9, 30)
    cause = HandoverCause.RELIEVED
    opened_at = at_hour(date(2026, 9, 30), 9)
    listed_at = at_hour(date(2026, 9, 30), 9)


def person_in(unit: Unit, *roles: Role, **facts: object) -> Person:
    """Somebody appointed to the unit, with these roles for it."""
    person = PersonFactory(**facts)
    AppointmentFactory(person=person, unit=unit)
    for role in roles:
        GrantFactory(person=person, unit=unit, role=role)
    return person


def actor_of(person: Person) -> Actor:
    """The person in office today."""
    return queries.actor_of(person)


def actor_in(unit: Unit, *roles: Role, **facts: object) -> Actor:
    """Somebody in office in the unit, with these roles for it."""
    return actor_of(person_in(unit, *roles, **facts))


def signed_in(client: Client, person: Person) -> Client:
    """The same client, signed in as this person."""
    account = Account.objects.filter(person=person).first() or AccountFactory(person=person)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


class InstanceFactory(DjangoModelFactory):
    """What this installation is for: a drill."""

    class Meta:
        model = Instance
        django_get_or_create = ("one",)

    one = True
    kind = InstanceKind.DEMO
