"""lianheng init: three administrators, asked for at the terminal, their passwords shown there once."""

from argparse import ArgumentParser
from io import StringIO

import pytest

from lianheng.cli.commands import init
from lianheng.cli.speech import Failed
from lianheng.organisation.models import Account, Person
from tests.factories.organisation import InstanceFactory, signed_in

pytestmark = pytest.mark.django_db
ALL = (
    *("--commission", "360704", "云溪区纪委监委", "--system-admin", "G01", "王工"),
    *("--security-admin", "G02", "李安", "--audit-admin", "G03", "赵审"),
)


class Terminal(StringIO):
    """Somebody sits in front of it."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def command(monkeypatch, tmp_path, capsys):
    """The command, and what it shows on the terminal and beside it."""
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))

    def run(*said, typed="", shown=None):
        parser = ArgumentParser()
        init.add_arguments(parser)
        shown = Terminal() if shown is None else shown
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdin", Terminal(typed) if typed else StringIO())
            patch.setattr("sys.stdout", shown)
            code = init.run(parser.parse_args(said))
        return code, shown.getvalue(), capsys.readouterr().err

    return run


def test_what_is_missing_is_asked_at_the_terminal(command):
    typed = "360704\n云溪区纪委监委\nG02\n李安\nG03\n赵审\n"
    code, shown, _ = command("--system-admin", "G01", "王工", typed=typed)
    lines = [line.split("\t") for line in shown.splitlines()]
    assert code == 0
    assert [line[:3] for line in lines] == [
        ["系统管理员", "G01", "王工"],
        ["安全管理员", "G02", "李安"],
        ["审计管理员", "G03", "赵审"],
    ]
    for _, number, _, password in lines:
        assert Account.objects.get(username=number).check_password(password)


def test_g10_the_passwords_are_shown_once_and_never_logged(command, caplog):
    _, shown, beside = command(*ALL)
    passwords = [line.split("\t")[3] for line in shown.splitlines()]
    assert len(passwords) == 3
    for password in passwords:
        assert shown.count(password) == 1
        assert password not in beside + caplog.text
    assert command()[1] == ""


def test_g10_it_refuses_to_do_so_twice(command):
    command(*ALL)
    with pytest.raises(Failed):
        command("--system-admin", "G09", "某人")
    assert Account.objects.count() == 3


def test_passwords_go_into_no_file(command):
    with pytest.raises(Failed):
        command(*ALL, shown=StringIO())
    assert not Account.objects.exists()


def test_whoever_says_nothing_changes_nothing(command):
    with pytest.raises(Failed):
        command("--system-admin", "G01", "王工", typed="360704\n\n")
    assert not Person.objects.exists()


def test_without_a_terminal_it_prepares_and_says_what_is_missing(command):
    code, shown, beside = command()
    assert (code, shown) == (0, "")
    assert "lianheng init" in beside
    assert not Account.objects.exists()


def test_a_drill_has_its_own(command):
    InstanceFactory()
    assert command()[:2] == (0, "")
    with pytest.raises(Failed):
        command(*ALL)


def test_m25_whoever_signs_in_with_the_first_password_chooses_his_own_before_anything_else(command, client):
    command(*ALL)
    signed_in(client, Person.objects.get(number="G01"))
    assert client.get("/accounts/").headers["Location"] == "/account/password/change/"
