"""Every measure is in one list, and explained."""

import pytest

from lianheng.catalogue.contents import MEASURES
from lianheng.organisation.terms import Role
from tests.factories.organisation import CommissionFactory, person_in, signed_in


def test_a_code_names_one_measure():
    assert len({each.code for each in MEASURES}) == len(MEASURES) > 0


def test_every_measure_says_what_it_means():
    assert all(each.title and each.meaning and each.unit_of_count for each in MEASURES)


@pytest.mark.django_db
def test_the_page_explains_every_measure(client):
    page = signed_in(client, person_in(CommissionFactory(), Role.LEADER)).get("/measures/").content.decode()
    assert all(each.meaning in page for each in MEASURES)
