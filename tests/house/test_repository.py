"""What is committed holds on any machine: no address of a registry, no path of somebody's disk, no secret."""

import re

from .tree import committed, none

# Written so that this file does not name what it looks for.
REGISTRY = re.compile(
    r"p[y]pi\.o[r]g|p[y]thonhosted|n[p]mjs\.|registry\.n[p]m|d[e]b\.debian|--(extra-)?index-u[r]l\b"
)
MACHINE = re.compile(r"(?<![\w.\-}$)*~])/(?:wor[k]|tm[p]|roo[t]|hom[e]|User[s])/\w")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KE[Y]|ghp_[A-Za-z0-9]{30}|AKIA[0-9A-Z]{16}")
WRITTEN = {
    "",
    *(
        f".{kind}"
        for kind in ["py", "md", "html", "css", "js", "toml", "txt", "in", "json", "csv", "sh", "yml", "cfg"]
    ),
}
LARGEST = 1_500_000


def _lines() -> list[tuple[str, str]]:
    texts = [path for path in committed() if path.suffix in WRITTEN]
    assert len(texts) > 150
    found = []
    for path in texts:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found.append((f"{path.name}:{number}", line))
    return found


def test_no_file_names_a_registry():
    none([f"{where} {line}" for where, line in _lines() if REGISTRY.search(line)])


def test_no_file_names_a_path_of_one_machine():
    none([f"{where} {line}" for where, line in _lines() if MACHINE.search(line)])


def test_no_file_holds_a_secret():
    none([where for where, line in _lines() if SECRET.search(line)])


def test_no_file_is_a_burden_to_clone():
    none([path.name for path in committed() if path.stat().st_size > LARGEST])


def test_nothing_is_left_to_do_without_saying_where():
    marks = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|raise NotImplementedErro[r])\b|pytest\.(ski[p]|xfai[l])")
    none([f"{where} {line}" for where, line in _lines() if marks.search(line)])


def test_requirements_are_locked_by_their_hashes():
    locks = [path for path in committed() if path.name in {"requirements.txt", "requirements-dev.txt"}]
    assert len(locks) == 2
    for lock in locks:
        lines = lock.read_text(encoding="utf-8").splitlines()
        named = [line for line in lines if re.match(r"[a-z0-9]", line)]
        assert named
        none([line for line in named if "==" not in line or not line.endswith("\\")])
