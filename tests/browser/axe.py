"""What a test can see of a page: what axe-core finds, and what is too small for a thumb."""

import json

from tests.browser.site import ROOT

SCRIPT = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe_faults(page):
    """Violations of WCAG A and AA, one line each; and how much the page is wider than its screen."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    # Details of violations only: describing every element that passes takes most of the time on a long page.
    asked = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = page.evaluate("(asked) => axe.run(asked)", asked)["violations"]
    faults = [f"{fault['id']}: {json.dumps([node['target'] for node in fault['nodes']])}" for fault in found]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return faults + ([f"{wide} px wider than the screen"] if wide > 0 else [])


# The words in a sentence may be links of any size; what stands alone is touched.
SMALL = """() => [...document.querySelectorAll("button, summary, select, .btn, .header-link, .option, nav a, input:not([type=hidden])")]
    .filter((element) => element.checkVisibility() && !element.closest(".option:not(:scope)"))
    .filter((element) => !element.matches(".visually-hidden"))
    .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
    .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`).slice(0, 6)"""


def small_targets(page):
    """Buttons, boxes and the like of less than 44 px, one line each."""
    return page.evaluate(SMALL)
