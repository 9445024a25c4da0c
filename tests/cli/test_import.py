"""The command line imports with the JSON that programs rely on, and fails without leaving anything."""

import json

import pytest

from lianheng.cli.commands import export, import_
from lianheng.organisation.models import Unit
from tests.papers.sheets import text_file

pytestmark = pytest.mark.django_db
HEADER = ["单位编码", "单位名称", "类别"]


@pytest.fixture
def command(monkeypatch, tmp_path, capsys):
    from argparse import ArgumentParser

    monkeypatch.setenv("LANG", "zh_CN.UTF-8")

    def run(module, *said):
        parser = ArgumentParser()
        module.add_arguments(parser)
        code = module.run(parser.parse_args([str(one) for one in said]))
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def units(tmp_path):
    file = tmp_path / "units.csv"
    file.write_bytes(text_file([HEADER, ["C0", "区纪委监委", "区纪委监委"], ["T1", "甲镇", "乡镇"]]))
    return file


def test_the_json_stands_alone_on_standard_output(command, units):
    code, out, err = command(import_, "units", units, "--json")
    assert json.loads(out) == {"rows": 2, "created": 2, "updated": 0, "unchanged": 0, "errors": []}
    assert code == 0
    assert "新增 2" in err


def test_a_wrong_row_ends_with_one_and_leaves_nothing(command, tmp_path):
    file = tmp_path / "units.csv"
    file.write_bytes(text_file([HEADER, ["C0", "区纪委监委", "区纪委监委"], ["T1", "", "乡镇"]]))
    code, out, _ = command(import_, "units", file, "--json")
    assert code == 1
    assert json.loads(out)["errors"] == [{"row": 3, "column": "单位名称", "reason": "必填, 请填写“单位名称”"}]
    assert json.loads(out)["created"] == 0
    assert not Unit.objects.exists()


def test_a_dry_run_tells_and_changes_nothing(command, units):
    _, out, _ = command(import_, "units", units, "--dry-run", "--json")
    assert json.loads(out)["created"] == 2
    assert not Unit.objects.exists()


def test_what_was_exported_is_imported_again(command, units, tmp_path):
    command(import_, "units", units)
    file = tmp_path / "out.xlsx"
    assert command(export, "units", file)[0] == 0
    _, out, _ = command(import_, "units", file, "--json")
    assert json.loads(out)["unchanged"] == 2
    assert list(tmp_path.glob(".*")) == []
