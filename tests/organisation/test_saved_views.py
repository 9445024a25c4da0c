"""Views of lists: one's own stay one's own, shared ones reach one's unit, one of them opens first."""

import pytest

from lianheng.organisation.models import SavedView
from lianheng.organisation.terms import Role
from tests.factories.organisation import (
    CommissionFactory,
    OfficeFactory,
    SavedViewFactory,
    person_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
SAVED = {"path": "/units/", "query": "kind=township&sort=-code"}


@pytest.fixture
def office():
    return OfficeFactory(superior=CommissionFactory())


@pytest.fixture
def owner(office):
    return person_in(office, Role.OFFICE_CLERK)


@pytest.fixture
def colleague(office):
    return person_in(office, Role.OFFICE_CLERK)


def page(client, person, address="/units/?view=all"):
    return signed_in(client, person).get(address).content.decode()


def test_a_private_view_is_not_even_named_to_others(client, owner, colleague):
    signed_in(client, owner).post("/views/", {**SAVED, "name": "只看乡镇"})
    assert "只看乡镇" in page(client, owner)
    assert "只看乡镇" not in page(client, colleague)


def test_a_shared_view_reaches_the_unit_and_nobody_else(client, owner, colleague):
    signed_in(client, owner).post("/views/", {**SAVED, "name": "只看乡镇", "is_shared": "on"})
    assert "/units/?kind=township&amp;sort=-code" in page(client, colleague)
    stranger = person_in(OfficeFactory(superior=CommissionFactory(code="C9")), Role.OFFICE_CLERK)
    assert "只看乡镇" not in page(client, stranger)


def test_a_view_gets_another_name_and_is_shared_no_more(client, owner, colleague):
    view = SavedViewFactory(owner=owner, page="/units/", name="旧名", shared_with=None, query="kind=village")
    signed_in(client, owner)
    said = {"name": "新名", "is_shared": "on"}
    assert client.post(f"/views/{view.pk}/", said).status_code == 302
    assert "新名" in page(client, colleague)
    signed_in(client, owner)
    client.post(f"/views/{view.pk}/", {"name": "新名"})
    assert "新名" not in page(client, colleague)


def test_two_views_of_a_list_have_two_names(client, owner):
    SavedViewFactory(owner=owner, page="/units/", name="甲")
    view = SavedViewFactory(owner=owner, page="/units/", name="乙")
    assert signed_in(client, owner).post(f"/views/{view.pk}/", {"name": "甲"}).status_code == 409
    assert client.post(f"/views/{view.pk}/", {"name": ""}).status_code == 422


def test_only_whoever_saved_a_view_changes_or_drops_it(client, owner, colleague, office):
    view = SavedViewFactory(owner=owner, page="/units/", shared_with=office)
    signed_in(client, colleague)
    assert client.get(f"/views/{view.pk}/").status_code == 404
    assert client.post(f"/views/{view.pk}/", {"name": "x"}).status_code == 404
    assert client.post(f"/views/{view.pk}/end/").status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_a_list_opens_with_the_view_one_starts_with_and_the_whole_list_stays_in_reach(client, owner):
    signed_in(client, owner).post("/views/", {**SAVED, "name": "乡镇", "is_start": "on"})
    answer = client.get("/units/")
    assert (answer.status_code, answer["Location"]) == (302, "/units/?kind=township&sort=-code")
    whole = client.get("/units/?view=all")
    assert whole.status_code == 200
    assert 'href="/units/?view=all"' in whole.content.decode()


def test_a_colleagues_start_is_not_mine(client, owner, colleague):
    signed_in(client, owner).post("/views/", {**SAVED, "name": "乡镇", "is_start": "on", "is_shared": "on"})
    assert signed_in(client, colleague).get("/units/").status_code == 200


def test_of_a_list_one_view_opens_first_and_an_empty_one_never_goes_in_circles(client, owner):
    signed_in(client, owner)
    client.post("/views/", {**SAVED, "name": "甲", "is_start": "on"})
    client.post("/views/", {"path": "/units/", "query": "", "name": "乙", "is_start": "on"})
    assert SavedView.objects.get(is_start=True).name == "乙"
    assert client.get("/units/").status_code == 200


def test_the_page_of_views_names_the_lists_as_the_menu_does(client, owner):
    SavedViewFactory(owner=owner, page="/units/", name="甲")
    SavedViewFactory(owner=owner, page="/tasks/issued/", name="乙")
    said = page(client, owner, "/views/")
    assert ">单位</td>" in said
    assert ">已下达任务</td>" in said


def test_a_view_of_the_scores_serves_every_month(client, owner):
    signed_in(client, owner)
    said = {"path": "/scores/", "query": "sort=score", "name": "从低到高"}
    assert client.post("/views/", said)["Location"] == "/scores/?sort=score"
