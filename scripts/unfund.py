"""The lock keeps no addresses: npm still writes those where sponsors are thanked."""

import json
from pathlib import Path

lock = Path("package-lock.json")
content = json.loads(lock.read_text())
for package in content["packages"].values():
    package.pop("funding", None)
lock.write_text(json.dumps(content, indent=2) + "\n")
