"""Divisions of the country come in as the units that answer for them."""

import pytest

from lianheng.flows.imports import divisions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Unit
from tests.papers.sheets import text_file

pytestmark = pytest.mark.django_db
HEADER = [
    "省码", "省", "市码", "市", "县码", "县(区)", "乡码", "乡(镇街)", "乡级类型", "村码", "村(社区)全称",
    "村级类型", "简称",
]  # fmt: skip


def village(town, town_name, town_kind, code, name, kind, short=""):
    return [
        "36",
        "江西省",
        "3607",
        "赣州市",
        "360704",
        "赣县区",
        town,
        town_name,
        town_kind,
        code,
        name,
        kind,
        short,
    ]


ROWS = [
    village("360704100", "梅林镇", "镇", "360704100001", "城东居委会", "居委会", "城东"),
    village("360704100", "梅林镇", "镇", "360704100201", "𠮷村村委会", "村委会", "𠮷村"),
    village("360704001", "城南街道", "街道", "360704001001", "南门社区居委会", "居委会", "南门"),
    village("360704400", "工业园", "其他(虚拟/类似单位)", "360704400001", "园区村委会", "村委会"),
]


def take_in(*rows, **more):
    return divisions.run(text_file(list(rows)), "d.csv", by=SYSTEM, **more)


def test_a_county_comes_in_with_its_commission_its_bodies_and_its_villages():
    result = take_in(HEADER, *ROWS)
    assert (result.rows, result.created, result.errors) == (4, 4, [])
    kinds = dict(Unit.objects.values_list("code", "kind"))
    names = dict(Unit.objects.values_list("code", "name"))
    assert (kinds["360704"], names["360704"]) == ("commission", "赣县区纪委监委")
    assert (kinds["360704100"], names["360704100"]) == ("township", "梅林镇纪委")
    assert (kinds["360704001"], names["360704001"]) == ("street", "城南街道纪工委")
    assert kinds["360704400"] == "township"
    assert (kinds["360704100001"], kinds["360704100201"]) == ("community", "village")
    unit = Unit.objects.get(code="360704100001")
    assert (unit.short_name, unit.superior.code) == ("城东", "360704100")
    assert unit.path == f"{unit.superior.superior_id}.{unit.superior_id}.{unit.pk}."
    assert Unit.objects.get(code="360704100").peer_class == "乡镇"


def test_the_same_divisions_twice_change_nothing():
    take_in(HEADER, *ROWS)
    result = take_in(HEADER, *ROWS)
    assert (result.created, result.updated, result.unchanged) == (0, 0, 4)


def test_a_renamed_village_is_put_right():
    take_in(HEADER, *ROWS)
    result = take_in(HEADER, village("360704100", "梅林镇", "镇", "360704100001", "东门居委会", "居委会"))
    assert (result.updated, Unit.objects.get(code="360704100001").name) == (1, "东门居委会")


def test_wrong_codes_are_told_and_nothing_comes_in():
    bad = village("360705100", "梅林镇", "镇", "3607", "", "居委会")
    result = take_in(HEADER, ROWS[0], ROWS[0], bad)
    assert [(one.row, one.field) for one in result.errors] == [
        (3, "村码"), (4, "乡码"), (4, "村码"), (4, "村(社区)全称"),
    ]  # fmt: skip
    assert not Unit.objects.exists()


def test_the_short_lists_come_in_in_any_order_and_keep_the_names_of_the_longer_ones():
    streets = [["code", "name", "areaCode"], ["110101001", "东华门街道", "110101"]]
    take_in(*streets)
    assert Unit.objects.get(code="110101").name == "110101纪委监委"
    take_in(["code", "name", "cityCode"], ["110101", "东城区", "1101"])
    assert Unit.objects.get(code="110101").name == "东城区纪委监委"
    assert take_in(*streets).unchanged == 1


def test_another_table_is_no_list_of_divisions():
    assert take_in(["甲", "乙"], ["1", "2"]).errors[0].row == 1
