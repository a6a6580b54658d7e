"""A plan on paper: what somebody wished, what came out, and the way there. Everything is frozen in the job's own row."""

from django.template.loader import render_to_string
from django.utils.translation import override

from reports.paper import PICTURES, qr, running
from reports.verification import address_of


def plan_content(start, asked):
    """What is kept of a plan, as plain data. answer: as told on the page; wishes: (what, how) in words; basis: of the costs."""
    return {
        "answer": asked.answer,
        "wishes": asked.form.in_words,
        "basis": start.basis,
        "on": start.on.isoformat(),
    }


def plan_paper(report):
    """HTML of a plan's report."""
    firm = report.organisation.name
    with override(report.language):
        context = {
            "lang": "en" if report.language == "en" else "zh-CN",
            "firm": firm,
            "running_firm": running(firm),
            "number": report.number,
            "qr": qr(address_of(report.number), report.number),
            "answer": _drawable(report.content["answer"]),
        } | {name: report.content[name] for name in ("wishes", "basis", "on")}
        return PICTURES.sub("□", render_to_string("reports/pdf/plan.html", context))


def _drawable(answer):
    """Places of bars as plain numbers of a hundred, because paper draws in units and not in per cent."""
    steps = [step | {"x": step["x"].rstrip("%"), "width": step["width"].rstrip("%")} for step in answer["steps"]]
    return answer | {"steps": steps, "ticks": [(place.rstrip("%"), month) for place, month in answer["ticks"]]}
