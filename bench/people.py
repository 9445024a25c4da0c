"""Who signs in while we measure: a leader who sees everything, and the head of one unit."""

from datetime import date

LEADER = "BENCH-LEADER"
HEAD = "BENCH-HEAD"


def appoint() -> None:
    """Make the two, with their posts, grants and accounts."""
    from lianheng.organisation.models import Account, Appointment, Grant, Person, Post, Unit
    from lianheng.organisation.terms import Role, UnitKind

    commission = Unit.objects.get(superior=None)
    township = (
        Unit.objects.filter(superior=commission, kind=UnitKind.TOWNSHIP).exclude(peer_class="").earliest("id")
    )
    for number, role, unit in ((LEADER, Role.LEADER, commission), (HEAD, Role.UNIT_HEAD, township)):
        person, is_new = Person.objects.get_or_create(number=number, defaults={"name": number})
        if is_new:
            post = Post.objects.create(unit=unit, name=number)
            Appointment.objects.create(person=person, post=post, from_on=date(2020, 1, 1))
            Grant.objects.create(person=person, role=role, unit=unit, from_on=date(2020, 1, 1))
            Account.objects.create(username=number, person=person, password="!")


def cookie(number: str, backend: str) -> str:
    """A session of that person, as the browser would send it."""
    from django.conf import settings
    from django.test import Client

    from lianheng.organisation.models import Account

    client = Client()
    account = Account.objects.get(username=number)
    client.force_login(account, backend=backend)
    kept = client.session  # as if the phone had shown its code
    kept["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    kept["account_authentication_methods_user"] = str(account.pk)
    kept.save()
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
