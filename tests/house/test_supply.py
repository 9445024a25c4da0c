"""What we stand on: pinned, listed, asked about; and nothing of ours speaks to the outside or runs a text."""

import ast
import json
import math
import re
import secrets
import stat
import subprocess
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from string import ascii_letters, digits

import pytest

from lianheng.instance import home

from .tree import ROOT, committed, none, sources

LOCKS = ("requirements.txt", "package-lock.json")
OUTSIDE = {"requests", "urllib.request", "http.client", "httpx", "smtplib", "ftplib", "socket", "apprise"}
# Why each may: it looks whether a port is free; it sends what the operator configured.
SPEAKING = {"lianheng/instance/serve.py": "socket", "lianheng/notices/post.py": "apprise"}
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "pickle.loads", "pickle.load"}
RUNS_TEXT |= {"marshal.loads", "yaml.load", "csrf_exempt", "subprocess.getoutput", "shelve.open"}
MARKUP = {"mark_safe", "SafeString", "safestring.mark_safe"}
MARKING = {"lianheng/manual/page.py"}  # its reader escapes
RAW = {"raw", "extra", "RawSQL"}
WRITTEN_BY_THE_ORM = {"lianheng/home/desk.py", "lianheng/organisation/actions/roster/reversal.py"}
# Two letters of lock names, and constants: advisory locks are taken under one of two ways.
WITHOUT_INPUT = {"lianheng/checklists/models/closures.py", "lianheng/journal/management/commands/migrate.py"}


def script(name: str):
    """A script of ours as a module."""
    said = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = module_from_spec(said)
    said.loader.exec_module(module)
    return module


def calls():
    """Every call in the product: where, its name, the call."""
    found = [
        (source.name, node.lineno, ast.unparse(node.func), node)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
    ]
    assert len(found) > 5000
    return found


def test_m57_nothing_of_ours_speaks_to_the_outside():
    found = [(source.name, line, name) for source in sources() for line, name in source.imports()]
    none(
        f"{where}:{line} {name}"
        for where, line, name in found
        for taboo in OUTSIDE
        if (name == taboo or name.startswith(taboo + ".")) and SPEAKING.get(where) != taboo
    )


def test_m57_nothing_of_ours_runs_a_text():
    none(f"{where}:{line} {name}" for where, line, name, _ in calls() if name in RUNS_TEXT)
    none(
        f"{where}:{line} {name} with a shell"
        for where, line, name, call in calls()
        if any(said.arg == "shell" for said in call.keywords)
    )


def test_m47_only_the_frame_says_what_is_markup():
    none(
        f"{where}:{line} {name}"
        for where, line, name, _ in calls()
        if name in MARKUP and not where.startswith("lianheng/ui/") and where not in MARKING
    )


def test_m54_no_query_is_put_together_from_texts():
    put_together = (ast.JoinedStr, ast.BinOp, ast.Call)
    allowed = WRITTEN_BY_THE_ORM | WITHOUT_INPUT
    none(
        f"{where}:{line} {name}"
        for where, line, name, call in calls()
        if where not in allowed
        and (
            name.rpartition(".")[2] in RAW
            or (name.endswith("cursor.execute") and call.args and isinstance(call.args[0], put_together))
        )
    )


def test_what_is_excepted_from_a_finding_says_why():
    marks = re.compile(r"#\s*nosec\b(.*)")
    lines = [
        (source.name, number, found[1])
        for source in sources()
        for number, line in enumerate(source.text.splitlines(), 1)
        if (found := marks.search(line))
    ]
    assert len(lines) > 5
    none(f"{where}:{number}" for where, number, said in lines if not re.match(r"(?: B\d+)+ # \w", said))


def test_g95_what_was_skipped_is_a_failure_and_so_is_no_answer(tmp_path, monkeypatch):
    audit = script("audit")
    lock = "django==5.2 \\\n    --hash=sha256:aa\nlxml==6.1 \\\n    --hash=sha256:bb\n"
    fine = {"dependencies": [{"name": name, "version": "1", "vulns": []} for name in ("django", "lxml")]}
    assert list(audit.wrong(fine, lock)) == []
    skipped = {"dependencies": [fine["dependencies"][0], {"name": "lxml", "skip_reason": "not found"}]}
    assert list(audit.wrong(skipped, lock)) == ["lxml: skipped, not found"]
    assert list(audit.wrong({"dependencies": fine["dependencies"][:1]}, lock)) == ["lxml: not asked about"]
    known = [{"id": "CVE-1", "fix_versions": ["5.3"]}]
    weak = {"dependencies": [{"name": "django", "version": "5.2", "vulns": known}, fine["dependencies"][1]]}
    assert list(audit.wrong(weak, lock)) == ["django 5.2: CVE-1, mended in 5.3"]

    path = tmp_path / "requirements.txt"
    path.write_text(lock)
    monkeypatch.setattr(audit, "COMMAND", ("-c", "import sys; sys.exit('no network')"))
    assert list(audit.asked(path)) == [f"{path}: no answer. no network"]
    monkeypatch.setattr(audit, "LOCKS", (str(path),))
    assert audit.main() == 1


@pytest.mark.parametrize("lock", LOCKS)
def test_g95_the_bill_of_materials_holds_what_is_locked(lock):
    sbom = script("sbom")
    made = sbom.bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    listed = {each["purl"] for each in made["components"]}
    assert len(listed) == len(made["components"]) > 60
    text = (ROOT / lock).read_text(encoding="utf-8")
    if lock.endswith(".json"):
        wanted = {said["version"] for place, said in json.loads(text)["packages"].items() if place}
        assert wanted <= {purl.rpartition("@")[2] for purl in listed}
    else:
        lines = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
        pins = [re.match(r"([\w.-]+)(?:\[.*])?==(\S+)", line).groups() for line in lines]
        wanted = {f"pkg:pypi/{name}@{version}" for name, version in pins}
        assert len(wanted) > 50
        assert wanted <= listed
    assert sbom.bill() == made


def test_g96_the_suite_reaches_nobody_but_this_machine(pytestconfig):
    assert "--allow-hosts=127.0.0.1,::1,localhost" in pytestconfig.getini("addopts")


DRAWN = re.compile(r"[A-Za-z0-9+/_=-]{32,}")
LOCKED = {"requirements.txt", "requirements-dev.txt", "requirements-audit.txt", "package-lock.json"}


def entropy(word: str) -> float:
    """Bits a letter: a word of a language has about three, a drawn secret more than four."""
    shares = [count / len(word) for count in Counter(word).values()]
    return -sum(share * math.log2(share) for share in shares)


def is_drawn(word: str) -> bool:
    """Looks like a key: many different letters, digits among them, and no word of ours in it."""
    is_mixed = any(each.isdigit() for each in word) and any(each.isalpha() for each in word)
    is_hexadecimal = re.fullmatch("[0-9a-f]+", word) is not None
    return is_mixed and entropy(word) > (3.4 if is_hexadecimal else 4.4)


def test_g97_nothing_that_looks_like_a_secret_is_committed():
    kinds = {
        "",
        *(
            f".{kind}"
            for kind in [
                "py",
                "md",
                "html",
                "js",
                "css",
                "toml",
                "txt",
                "in",
                "json",
                "csv",
                "cfg",
                "example",
            ]
        ),
    }
    texts = [path for path in committed() if path.suffix in kinds and path.name not in LOCKED]
    assert len(texts) > 400
    none(
        f"{path.relative_to(ROOT)}: {word[:12]}..."
        for path in texts
        if "migrations" not in path.parts
        for word in DRAWN.findall(path.read_text(encoding="utf-8", errors="replace"))
        if is_drawn(word)
    )
    assert is_drawn(secrets.token_hex(32))
    assert is_drawn("".join(secrets.SystemRandom().sample(ascii_letters + digits, 40)))


def test_g97_a_new_installation_is_closed_to_everybody_else(tmp_path):
    where = tmp_path / "home"
    made = home.Home(where)
    for name in ("django", "context"):
        assert re.fullmatch("[0-9a-f]{64}", made.secret(name))
    assert made.secret("django") != made.secret("context")
    made.folder("files", "bench")
    made.folder("downloads")
    found = [where, *where.rglob("*")]
    assert len(found) >= 6
    none(f"{path} {oct(path.stat().st_mode)}" for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077)


def test_g97_what_looks_into_a_file_is_told_no_secret(monkeypatch):
    from lianheng.files import cleaning

    told = {}
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setattr(subprocess, "run", lambda *said, **how: told.update(how) or sys.exit)
    with pytest.raises(AttributeError):
        cleaning._apart("PDF", ROOT, ROOT)
    assert set(told["env"]) == {"PYTHONPATH"}
