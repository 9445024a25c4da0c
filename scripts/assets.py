"""Copies served files and typefaces out of node_modules, and draws one sprite of the icons in icons.txt."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
BUILT = ROOT / "static-built" / "assets" / "vendor"
SERVED = ROOT / "static-built" / "served"  # filled by serve; a missing folder would be warned of
WANTED = (
    "@tabler/core/dist/css/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js",
    "htmx.org/dist/htmx.min.js",
    "echarts/dist/echarts.common.min.js",
)
# For PDF; not served. 仿宋, 小标宋 and 楷体 have no open kin: an office puts its own into its `fonts`.
FACES = ROOT / "static-built" / "fonts"
WANTED_FACES = (
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
    "noto-serif-sc/LICENSE_FONT",
)
# The maps are not served, and the manifest storage would ask for them.
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
BLANK = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


def symbol(name: str) -> str:
    """One icon as a symbol that `<use href="…icons.svg#name">` can show."""
    source = (PACKAGES / "@tabler/icons/icons/outline" / f"{name}.svg").read_text()
    inner = source[source.index(">", source.index("<svg")) + 1 : source.index("</svg>")].replace(BLANK, "")
    drawn = " ".join(inner.split())
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">{drawn}</symbol>'
    )


def main() -> None:
    """Build the folder anew."""
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    SERVED.mkdir(exist_ok=True)
    for wanted in WANTED:
        text = (PACKAGES / wanted).read_text()
        (BUILT / Path(wanted).name).write_text(SOURCE_MAP.sub("", text))
    shutil.rmtree(FACES, ignore_errors=True)
    FACES.mkdir()
    for wanted in WANTED_FACES:
        shutil.copy(PACKAGES / "@expo-google-fonts" / wanted, FACES)
    lines = (ROOT / "scripts" / "icons.txt").read_text().split()
    sprite = "".join(symbol(name) for name in sorted(set(lines)))
    (BUILT / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{sprite}</svg>\n')


if __name__ == "__main__":
    main()
