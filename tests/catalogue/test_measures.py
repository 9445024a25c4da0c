"""Every measure is in one list, explained, and found by its code."""

import pytest

from lianheng.catalogue.measures import MEASURES, measure
from lianheng.organisation.terms import Role
from tests.factories.organisation import CommissionFactory, person_in, signed_in


def test_a_code_names_one_measure():
    assert len({each.code for each in MEASURES}) == len(MEASURES) > 0


def test_every_measure_says_what_it_means():
    assert all(each.title and each.meaning and each.unit_of_count for each in MEASURES)


def test_a_measure_is_found_by_its_code():
    assert measure(MEASURES[0].code) is MEASURES[0]
    with pytest.raises(LookupError):
        measure("no_such_measure")


@pytest.mark.django_db
def test_the_page_explains_every_measure(client):
    page = signed_in(client, person_in(CommissionFactory(), Role.LEADER)).get("/measures/").content.decode()
    assert all(each.meaning in page for each in MEASURES)
