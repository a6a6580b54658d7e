"""Public money that may fit: what the matching found, by section and state, and never more than it found."""

from dataclasses import dataclass

from readiness.subsidies.matching import SECTIONS
from reports import figures


@dataclass(frozen=True)
class Source:
    title: str
    address: str  # empty unless it is an ordinary web address
    kind: str


@dataclass(frozen=True)
class Condition:
    text: str
    own: str  # what the firm has said


@dataclass(frozen=True)
class Item:
    """One instrument. `open` ones are told in full; the others in a line with the reason."""

    id: str
    name: str
    title: str
    issuer: str
    region: str
    instrument: str
    state: str
    state_code: str
    standing: str  # in force, can apply: two facts
    verified: str
    amount: str
    formula: str
    amount_notes: tuple[str, ...]
    cap: str
    validity: str
    windows: tuple[str, ...]
    met: tuple[Condition, ...]
    not_met: tuple[Condition, ...]
    not_known: tuple[Condition, ...]
    questions: tuple[str, ...]
    verdict: str
    fit: str
    spend_counts: str
    how_to_apply: str
    stacking: str
    evidence: str
    caution: str
    sources: tuple[Source, ...]
    fits: bool
    reason: str  # why it stands among the others

    @property
    def to_confirm(self):
        """What is asked beyond the conditions that are not known."""
        known = {condition.text for condition in self.not_known}
        return tuple(text for text in self.questions if text not in known)


@dataclass(frozen=True)
class Section:
    code: str
    name: str
    intro: str
    items: tuple[Item, ...]  # told in full
    others: tuple[Item, ...]  # in a line


@dataclass(frozen=True)
class Money:
    summary: str
    totals: tuple[str, ...]
    sections: tuple[Section, ...]
    first: tuple[Item, ...]
    no_records: str
    leads: tuple[Source, ...]
    notices: tuple[str, ...]
    compiled: str


def read_money(r):
    found = r.data["subsidies"]
    items = [(match["section"], _item(r, match)) for match in found["matches"]]
    sections = tuple(filter(None, (_section(r, code, [i for s, i in items if s == code]) for code in SECTIONS)))
    first = [item for section in sections if section.code in ("cash", "tax", "loans") for item in section.items]
    return Money(
        summary=_summary(r, found, first),
        totals=tuple(_total(r, total) for total in found["totals"]),
        sections=sections,
        first=tuple(first[:3]),
        no_records=r.plain_text(found["no_records"]),
        leads=tuple(_lead(r, lead) for lead in found["leads"]),
        notices=tuple(r.plain_text(notice) for notice in found["notices"]),
        compiled=r.say(
            "money_compiled", date=figures.date(found["compiled_on"], r.language), count=found["unverified"]
        ),
    )


def _section(r, code, items):
    if not items:
        return None
    told = [] if code == "expired" else [item for item in items if item.fits and not item.not_met]
    return Section(
        code=code,
        name=r.say(f"money_{code}"),
        intro=r.say(f"money_{code}_intro"),
        items=tuple(told),
        others=tuple(item for item in items if item not in told),
    )


def _summary(r, found, first):
    """One sentence for the first page: a range only where the matching gave a total, and how sure it is."""
    if not first:
        return r.plain_text(found["no_records"]) or r.say("money_none")
    if not found["totals"]:
        return r.say("money_some", count=len(first))
    return r.join_sentences(_total(r, total) for total in found["totals"])


def _total(r, total):
    certain = "certain" if total["certain"] else "open"
    verified = "verified" if total["verified"] else "unverified"
    text = r.say(
        f"money_total_{certain}",
        count=len(total["ids"]),
        amount=figures.wan_range(total["low_wan"], total["high_wan"], r.language),
        basis=r.say(f"money_{verified}"),
    )
    return r.join_sentences((text, r.plain_text(total["reason"])))


def _item(r, match):
    record, status, estimate = match["subsidy"], match["status"], match["estimate"]
    number = record["number"] or ""
    return Item(
        id=record["id"],
        name=r.plain_text(record["name"]),
        title=" ".join(filter(None, (r.plain_text(record["title"]), number))),
        issuer=r.plain_text(record["issuer"]),
        region=r.plain_text(record["region"]["name"]),
        instrument=r.plain_text(record["instrument"]["text"]),
        state=r.plain_text(status["state_text"]),
        state_code=status["state"],
        standing=r.join((r.plain_text(status["in_force_text"]), r.plain_text(status["can_apply_text"]))),
        verified=r.plain_text(status["verified_text"]),
        amount=_amount(r, estimate),
        formula=r.plain_text(estimate["formula"]),
        amount_notes=_amount_notes(r, record, estimate),
        cap=_cap(r, record, estimate),
        validity=_validity(r, record),
        windows=tuple(_window(r, window) for window in record["windows"]),
        met=_conditions(r, match["conditions_met"]),
        not_met=_conditions(r, match["conditions_not_met"]),
        not_known=_conditions(r, match["conditions_not_known"]),
        questions=tuple(r.plain_text(question["text"]) for question in match["questions"]),
        verdict=r.plain_text(match["verdict_text"]),
        fit=r.plain_text(match["fit_text"]),
        spend_counts=r.listed(r.plain_text(label["text"]) for label in record["spend_counts"]),
        how_to_apply=r.plain_text(record["how_to_apply"]),
        stacking=r.plain_text(record["stacking"]["text"]),
        evidence=r.join((r.plain_text(record["evidence"]["text"]), r.plain_text(record["confidence"]["text"]))),
        caution=r.join_sentences(filter(None, map(r.plain_text, (record["doubt"], record["verify_before_use"])))),
        sources=tuple(_source(r, source) for source in record["sources"]),
        fits=match["fits_route"],
        reason=_reason(r, match),
    )


def _reason(r, match):
    if match["section"] == "expired":
        return r.plain_text(match["status"]["state_text"])
    if match["conditions_not_met"]:
        return r.join(condition.text for condition in _conditions(r, match["conditions_not_met"]))
    return r.plain_text(match["fit_text"])


def _amount(r, estimate):
    if estimate["amount_wan"] is None:
        return r.plain_text(estimate["reason"])
    return r.say("money_up_to", amount=r.wan(estimate["amount_wan"]))


def _amount_notes(r, record, estimate):
    """What limits the figure. A reason beside an amount (below the minimum spend) is one of these."""
    texts = [*estimate["notes"], record["amount"]["note"], record["amount"]["base"]]
    if estimate["amount_wan"] is not None:
        texts.insert(0, estimate["reason"])
    return tuple(filter(None, map(r.plain_text, texts)))


def _cap(r, record, estimate):
    if estimate["cap_wan"] is None:
        return ""
    period = record["amount"]["cap_period"]
    return r.listed(filter(None, (r.wan(estimate["cap_wan"]), r.plain_text(period["text"]) if period else "")))


def _validity(r, record):
    start, end = (figures.date(day, r.language) if day else "" for day in (record["valid_from"], record["valid_to"]))
    if not start and not end:
        return r.say("money_no_dates")
    return r.say("money_valid", start=start or r.say("money_open_start"), end=end or r.say("money_open_end"))


def _window(r, window):
    start, end = (figures.date(day, r.language) if day else "…" for day in (window["start"], window["end"]))
    note = r.plain_text(window["note"])
    certain = "" if window["certain"] else r.say("money_window_uncertain")
    return r.join(filter(None, (f"{start} – {end}", note, certain)))


def _conditions(r, conditions):
    return tuple(Condition(r.plain_text(c["text"]), r.plain_text(c["own"])) for c in conditions)


def _source(r, source):
    kind = r.say("money_source_official" if source["official"] else "money_source_other")
    return Source(r.plain_text(source["title"]), _web(source["url"]), kind)


def _lead(r, lead):
    return Source(r.plain_text(lead["name"]), _web(lead["url"]), r.plain_text(lead["missing"]))


def _web(address):
    return address if address and address.startswith(("https://", "http://")) else ""
