"""The first run: three administrators with passwords for once; no superuser, no default account."""

from unittest import mock

import pytest
from django.core.checks import run_checks
from django.db import connection, connections
from django.urls import get_resolver

from lianheng.journal.models import Event
from lianheng.kernel.verdict import Refused
from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, Grant, Instance, Person, Unit
from lianheng.organisation.terms import InstanceKind, OrganisationReason, Role
from tests.factories.organisation import (
    CommissionFactory,
    GrantFactory,
    InstanceFactory,
    PersonFactory,
    UnitFactory,
    actor_in,
    actor_of,
)

pytestmark = pytest.mark.django_db
THREE = {
    Role.SYSTEM_ADMIN: ("G01", "王工"),
    Role.SECURITY_ADMIN: ("G02", "李安"),
    Role.AUDIT_ADMIN: ("G03", "赵审"),
}
COMMISSION = ("360704", "云溪区纪委监委")


def found(people=THREE, commission=COMMISSION, by=SYSTEM):
    """The first run."""
    return actions.found_administrators(people, commission=commission, by=by)


def refusal(*args, **said):
    """Why it was refused, and that nothing was made."""
    with pytest.raises(Refused) as caught:
        found(*args, **said)
    return caught.value.reason


def test_g10_an_empty_installation_gets_three_persons_and_no_account_besides():
    assert not Account.objects.exists()
    passwords = found()
    assert set(passwords) == set(THREE)
    assert len(set(passwords.values())) == 3
    assert set(Account.objects.values_list("username", flat=True)) == {"G01", "G02", "G03"}
    for role, (number, name) in THREE.items():
        person = Person.objects.get(number=number, name=name)
        assert actor_of(person).roles() == {role}
        assert person.account.check_password(passwords[role])
        assert person.account.must_change_password
    assert Instance.objects.get().kind == InstanceKind.LIVE
    assert Unit.objects.get().name == "云溪区纪委监委"


def test_g10_the_passwords_are_kept_nowhere_in_clear():
    passwords = found()
    rows = [*Event.objects.values(), *Account.objects.values(), *Person.objects.values()]
    for password in passwords.values():
        assert password not in str(rows)


def test_g10_it_is_done_once():
    found()
    assert refusal() == OrganisationReason.ADMINISTRATORS_KNOWN
    assert refusal({role: (f"H{n}", "乙") for n, role in enumerate(THREE)}) == (
        OrganisationReason.ADMINISTRATORS_KNOWN
    )
    assert Account.objects.count() == 3


def test_g10_once_an_administrator_there_is_no_second_first_run_even_when_he_left():
    GrantFactory(role=Role.SYSTEM_ADMIN, from_on="2020-01-01", to_on="2021-01-01")
    assert refusal() == OrganisationReason.ADMINISTRATORS_KNOWN


def test_one_person_is_not_two_of_the_three():
    same = THREE | {Role.AUDIT_ADMIN: ("G01", "王工")}
    assert refusal(same) == OrganisationReason.THREE_PERSONS
    assert refusal({Role.SYSTEM_ADMIN: ("G01", "王工")}) == OrganisationReason.THREE_PERSONS
    assert not Person.objects.exists()


def test_somebody_who_works_here_already_is_made_no_administrator_beside_it():
    person = PersonFactory(number="G02")
    GrantFactory(person=person, role=Role.SCORER, unit=CommissionFactory())
    assert refusal() == OrganisationReason.ROLES_EXCLUDE
    assert Grant.objects.count() == 1


def test_where_a_commission_stands_none_is_set_up():
    commission = CommissionFactory()
    found(commission=None)
    assert {grant.unit_id for grant in Grant.objects.all()} == {commission.pk}


def test_without_a_commission_its_code_and_name_are_needed():
    assert refusal(commission=None) == OrganisationReason.NO_COMMISSION


def test_on_a_drill_there_is_no_first_run():
    InstanceFactory(kind=InstanceKind.DEMO)
    assert refusal() == OrganisationReason.NOT_LIVE


def test_only_the_operator_at_the_machine_makes_them():
    leader = actor_in(CommissionFactory(), Role.LEADER)
    assert refusal(by=leader) == OrganisationReason.NOT_ENTITLED


def test_g10_there_is_no_superuser_and_no_page_that_obeys_one():
    fields = {field.name for field in Account._meta.get_fields()}
    assert not fields & {"is_superuser", "is_staff", "groups", "user_permissions"}
    assert not any(str(each.pattern).startswith("admin") for each in get_resolver().url_patterns)
    assert run_checks(databases=["default"]) == []


def test_g10_a_superuser_or_the_django_admin_keeps_the_house_shut():
    with mock.patch.object(Account, "is_superuser", True, create=True):
        assert "organisation.E001" in {each.id for each in run_checks()}
    with mock.patch("django.apps.apps.is_installed", return_value=True):
        assert "organisation.E002" in {each.id for each in run_checks(tags=["security"])}


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
@pytest.mark.parametrize("table", ["organisation_grant", "organisation_grantrequest"])
def test_g10_a_guard_that_is_switched_off_keeps_the_house_shut(table):
    with connections["owner"].cursor() as owner:
        owner.execute(f"alter table {table} disable trigger user")
        try:
            found = {each.id for each in run_checks(databases=["default"])}
        finally:
            owner.execute(f"alter table {table} enable trigger user")
    assert "organisation.E003" in found
    assert run_checks(databases=["default"]) == []


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_g09_two_roles_written_past_the_guard_keep_the_house_shut():
    granted = GrantFactory(role=Role.AUDIT_ADMIN)
    other = UnitFactory()
    with connections["owner"].cursor() as owner:
        owner.execute("alter table organisation_grant disable trigger user")
        try:
            owner.execute(
                "insert into organisation_grant (person_id, role, unit_id, from_on, reason)"
                " values (%s, 'scorer', %s, '2026-01-01', '')",
                [granted.person_id, other.pk],
            )
        finally:
            owner.execute("alter table organisation_grant enable trigger user")
    assert {each.id for each in run_checks(databases=["default"])} == {"organisation.E004"}


def test_no_two_persons_share_an_account():
    found()
    with connection.cursor() as cursor:
        cursor.execute("select count(*), count(distinct person_id) from organisation_account")
        assert cursor.fetchone() == (3, 3)
    assert Account._meta.get_field("person").unique
