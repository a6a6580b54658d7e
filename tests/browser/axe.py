"""What a test can see of a page: what axe-core finds, what is too small for a thumb, what is wider than its screen."""

import json

from tests.browser.site import ROOT

SCRIPT = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Everything folded away is opened, so that it is looked at too.
UNFOLD = "document.querySelectorAll('main details').forEach((part) => (part.open = true))"


def faults_on_every_screen(page, path=None):
    """What is wrong with a page, one line each: on a narrow screen, on a phone by day and on a desk at night.

    One visit serves all three, because loading a page costs more than looking at it. path: None looks at the page as it is.
    """
    found = misfits(page, path)
    found += _axe_faults(page, "light")
    page.set_viewport_size({"width": 1440, "height": 844})
    found += _axe_faults(page, "dark")
    page.emulate_media(color_scheme="light", reduced_motion="null")
    page.set_viewport_size({"width": 390, "height": 844})
    return [f"{path or page.url}: {fault}" for fault in found]


def misfits(page, path=None):
    """What is wider than its screen or too small for a thumb. Quick, so that it can be asked in every language."""
    if path is not None:
        page.goto(path)
    page.evaluate(UNFOLD)
    found = []
    for width in (1440, 320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth") - width
        found += [f"{wide} px wider than a screen of {width} px"] if wide > 0 else []
    return found + small_targets(page)


def _axe_faults(page, scheme):
    """Violations of WCAG A and AA, one line each."""
    # Without motion and a few frames later, or a colour on its way from light to dark would be measured.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    # Details of violations only: describing every element that passes takes most of the time on a long page.
    asked = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = page.evaluate("(asked) => axe.run(asked)", asked)["violations"]
    return [f"{scheme}: {fault['id']}: {json.dumps([node['target'] for node in fault['nodes']])}" for fault in found]


# The words in a sentence may be links of any size; what stands alone is touched. A box is touched by its label too, and a
# link that is laid over the field around it by all of that field.
SMALL = """() => {
  const touched = (element) => {
    if (getComputedStyle(element, "::after").position === "absolute") return element.parentElement;
    const box = element.matches("[type=checkbox], [type=radio]");
    return (box && (element.closest("label") ?? element.labels[0])) || element;
  };
  return [...document.querySelectorAll("button, summary, select, .btn, .header-link, .option, nav a, input:not([type=hidden])")]
    .filter((element) => element.checkVisibility() && !element.closest(".option:not(:scope)"))
    .filter((element) => !element.matches(".visually-hidden"))
    .map((element) => [element.outerHTML.slice(0, 90), touched(element).getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
    .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`).slice(0, 6);
}"""


def small_targets(page):
    """Buttons, boxes and the like of less than 44 px, one line each."""
    return page.evaluate(SMALL)
