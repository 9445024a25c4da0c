"""lianheng backtest: a scheme from a file, tried on past months, told as JSON or as a table."""

import json
from argparse import Namespace

import pytest

from lianheng.cli.commands import backtest
from lianheng.cli.speech import Failed
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from tests.stories.conftest import district as district

QUARTER = {"first": Period.month("2026-04"), "last": Period.month("2026-06")}


@pytest.fixture
def lived(district):
    """A quarter in which the first township missed two tasks a month."""
    district.quarter("2026Q2", {0: 2})
    return district


def _run(tmp_path, said: str, *, as_json: bool = True) -> int:
    path = tmp_path / "scheme.json"
    path.write_text(said, encoding="utf-8")
    return backtest.run(Namespace(scheme=path, json=as_json, **QUARTER))


def test_the_json_stands_alone_on_standard_output(lived, tmp_path, capsys):
    assert _run(tmp_path, '{"points": {"not_done": "-12"}}') == 0
    result = json.loads(capsys.readouterr().out)
    assert result["scheme"]["points"]["not_done"] == "-12"
    assert [each["period"] for each in result["units"][0]["months"]] == ["2026-04", "2026-05", "2026-06"]
    assert set(result) == {
        *("scheme", "from", "to", "months", "counted", "left_out", "units", "bottom_three", "proposals"),
    }


def test_the_table_shows_only_what_would_be_otherwise(lived, tmp_path, capsys):
    assert _run(tmp_path, '{"points": {"not_done": "-12"}}', as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("90.00 -> 76.00" in line and "not_done -30 -> -72" in line for line in lines)
    assert not any(line.split("\t")[1:2] == [lived.towns[3].code] for line in lines)


def test_a_file_that_is_no_scheme_is_refused(lived, tmp_path):
    with pytest.raises(Refused):
        _run(tmp_path, "{")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Failed, match=r"nowhere\.json"):
        backtest.run(Namespace(scheme=tmp_path / "nowhere.json", json=True, **QUARTER))
