"""What we stand on, as a CycloneDX list made from the locks; the same locks make the same list."""

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
TARGET = HERE / "static-built" / "sbom.json"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def from_python(lock: str) -> Iterator[dict[str, Any]]:
    """The packages of a lock of Python; each hash is that of one file in which it is distributed."""
    for name, version, rest in PINNED.findall(lock):
        files = [{"type": "distribution", "url": f"urn:sha256:{each}"} for each in sorted(HASH.findall(rest))]
        purl = f"pkg:pypi/{name.lower()}@{version}"
        yield _component(name, version, purl) | {"externalReferences": files}


def from_node(lock: str) -> Iterator[dict[str, Any]]:
    """The packages of a lock of npm."""
    for place, said in json.loads(lock)["packages"].items():
        if place:
            name = place.rpartition("node_modules/")[2]
            method, _, digest = said["integrity"].partition("-")
            known = {"alg": method.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}
            purl = f"pkg:npm/{name.replace('@', '%40')}@{said['version']}"
            yield _component(name, said["version"], purl) | {"hashes": [known]}


def _component(name: str, version: str, purl: str) -> dict[str, Any]:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def bill() -> dict[str, Any]:
    """All that is served or run; what only builds and tests is not part of it."""
    python = from_python((HERE / "requirements.txt").read_text(encoding="utf-8"))
    node = from_node((HERE / "package-lock.json").read_text(encoding="utf-8"))
    components = sorted([*python, *node], key=lambda each: str(each["purl"]))
    version = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    said = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component("lianheng", version, "pkg:generic/lianheng")},
        "components": components,
    }
    return {"serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(said))}", **said}


def main() -> int:
    """Writes it."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    print(TARGET.relative_to(HERE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
