"""axe-core on an open page: what hinders somebody who cannot see well, or not at all."""

from functools import cache

from playwright.sync_api import Page

from tests.house.tree import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
BY_TAG = {"type": "tag", "values": [*WCAG, "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
# Evaluated, not added as a script: what the content security policy forbids stays forbidden.
RUN = """async asked => {
    const found = await axe.run(document, {runOnly: asked, resultTypes: ["violations"]});
    const said = node => node.any.concat(node.all, node.none).map(each => each.message).join(" ");
    return found.violations.flatMap(rule =>
        rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} ${said(node)}`));
}"""


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def hindrances(page: Page, asked: dict[str, object] = BY_TAG) -> list[str]:
    """What axe finds wrong, each with where it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    return page.evaluate(RUN, asked)
