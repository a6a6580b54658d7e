"""What axe-core finds on a page."""

import json

from tests.browser.site import ROOT

SCRIPT = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe_faults(page):
    """Violations of WCAG A and AA, one line each; and how much the page is wider than its screen."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run({ runOnly: tags })", TAGS)["violations"]
    faults = [f"{fault['id']}: {json.dumps([node['target'] for node in fault['nodes']])}" for fault in found]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return faults + ([f"{wide} px wider than the screen"] if wide > 0 else [])
