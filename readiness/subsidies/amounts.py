"""How much it could be at most: rate × the firm's own figure, up to the cap. Never more than the rules as recorded say.

estimate = min(rate × eligible base, cap). Below the minimum spend: 0. Every intermediate result is truncated to the
stated places, never rounded up. All amounts in 万元.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from readiness.subsidies.records import Amount, ProRata, Tier
from readiness.subsidies.rules import Facts, evaluate
from readiness.text import Text


@dataclass(frozen=True)
class Estimate:
    """amount_wan None: no estimate, `reason` says why. formula: with the firm's own numbers. notes: what limits it.

    asks: fields whose answer would make an estimate possible or more exact.
    """

    amount_wan: Decimal | None
    formula: Text | None = None
    reason: Text | None = None
    base_wan: Decimal | None = None
    rate_percent: Decimal | None = None
    cap_wan: Decimal | None = None
    notes: tuple[Text, ...] = ()
    asks: tuple[str, ...] = ()


COMPUTED = ("rate_cap", "tax_base", "tax_credit", "interest_points")
NO_ESTIMATE = {
    "award": Text(
        "金额由主管部门评审核定，不作测算。", "The authority sets the amount case by case; no estimate is made."
    ),
    "tax_rate": Text(
        "税率优惠，取决于贵企业的应纳税所得额，请由会计测算。",
        "A lower tax rate: the benefit depends on taxable income; ask your accountant.",
    ),
    "tax_timing": Text(
        "只影响缴税时间（当年多扣、以后少扣），不是补贴，不作测算。",
        "It only changes when tax is paid, not how much; no estimate is made.",
    ),
    "project_review": Text(
        "按项目评审确定支持额度，文件未见统一比例。", "Set by project review; no general rate was seen."
    ),
    "set_by_city": Text("比例和封顶由试点城市自行规定。", "Each pilot city sets rate and cap itself."),
    "equity": Text("股权投资基金，不是补贴。", "Equity money, not a subsidy."),
    "indirect": Text("资金给到银行等机构，不直接给企业。", "The money goes to banks or other bodies, not to firms."),
    "none": Text("文件本身不含资金。", "The document itself holds no money."),
    "unknown": Text("未查到补贴比例和封顶，不作测算。", "Rate and cap were not found; no estimate is made."),
}
NO_RATE = Text("未查到补贴比例，不作测算。", "The rate was not found; no estimate is made.")
NO_CAP = Text("未查到封顶金额，实际可能另有上限。", "No cap was found; there may be one.")


def estimate(amount: Amount, facts: Facts) -> Estimate:
    """The upper bound for this firm, or the reason why none can be given."""
    if amount.kind == "flat":
        return _flat(amount, facts)
    if amount.kind not in COMPUTED:
        return Estimate(None, reason=NO_ESTIMATE[amount.kind], cap_wan=amount.cap_wan)
    base = facts.total(amount.base_fields)
    if base is None:
        return _unknown_base(amount, facts)
    if amount.min_spend_wan is not None and base.value < amount.min_spend_wan:
        return _below_minimum(amount, base.value)
    return _of_base(amount, facts, base.value)


def _unknown_base(amount: Amount, facts: Facts) -> Estimate:
    if amount.rate_percent is None and not amount.tiers:
        return Estimate(None, reason=NO_RATE, cap_wan=amount.cap_wan)
    labels = [facts.fields[code].label for code in amount.base_fields]
    return Estimate(
        None,
        reason=Text(
            f"未填写{'、'.join(label.zh for label in labels)}，无法测算。",
            f"Not given: {', '.join(label.en for label in labels)}. No estimate is possible.",
        ),
        cap_wan=amount.cap_wan,
        asks=amount.base_fields,
    )


def _below_minimum(amount: Amount, base: Decimal) -> Estimate:
    minimum = amount.min_spend_wan or Decimal(0)
    return Estimate(
        Decimal(0),
        reason=Text(
            f"{wan(base)}，低于起补金额 {wan(minimum)}，补贴为 0。",
            f"{cny(base)} is below the minimum spend of {cny(minimum)}: the subsidy is 0.",
        ),
        base_wan=base,
        cap_wan=amount.cap_wan,
    )


def _of_base(amount: Amount, facts: Facts, base: Decimal) -> Estimate:
    if amount.pro_rata is None:
        return _with_tiers(amount, facts, base, Text(wan(base), cny(base)))
    days = _days(amount.pro_rata, facts)
    if days is None:
        return _unknown_contract(amount, amount.pro_rata)
    counted, whole = days
    part = truncate(base * counted / whole, amount.places)
    words = Text(
        f"({wan(base)} × {counted}/{whole} 天 = {wan(part)})", f"({cny(base)} × {counted}/{whole} days = {cny(part)})"
    )
    return _with_tiers(amount, facts, part, words)


def _unknown_contract(amount: Amount, pro_rata: ProRata) -> Estimate:
    return Estimate(
        None,
        reason=Text(
            f"只计 {pro_rata.start} 至 {pro_rata.end} 的天数，请填写合同起止日期后测算。",
            f"Only the days from {pro_rata.start} to {pro_rata.end} count: the dates of the contract are needed.",
        ),
        cap_wan=amount.cap_wan,
        asks=(pro_rata.start_field, pro_rata.end_field),
    )


def _days(pro_rata: ProRata, facts: Facts) -> tuple[int, int] | None:
    """Days of the contract inside the period, and days of the contract, as differences of dates; None if not known."""
    start, end = (facts.get(code) for code in (pro_rata.start_field, pro_rata.end_field))
    if start is None or end is None:
        return None
    first, last = datetime.date.fromisoformat(str(start.value)), datetime.date.fromisoformat(str(end.value))
    whole = (last - first).days
    counted = (min(last, pro_rata.end) - max(first, pro_rata.start)).days
    return (max(counted, 0), whole) if whole > 0 else None


def _with_tiers(amount: Amount, facts: Facts, base: Decimal, words: Text) -> Estimate:
    """The tier that applies; where that is not known, the least that could apply, and a note."""
    if not amount.tiers:
        return _apply(amount, facts, Tier(Text("", ""), None, amount.rate_percent), base, words)
    open_, certain = _tiers(amount, facts)
    highest = amount.choose == "highest" and certain
    found = [(tier, _apply(amount, facts, tier, base, words)) for tier in (certain if highest else open_)]
    known = [pair for pair in found if pair[1].amount_wan is not None]
    if not known:
        return (
            found[0][1] if found else Estimate(None, reason=_which_tier(open_), base_wan=base, cap_wan=amount.cap_wan)
        )
    tier, best = (max if highest else min)(known, key=lambda pair: pair[1].amount_wan or Decimal(0))
    others = [other for other in open_ if other is not tier and other not in (certain if highest else ())]
    return replace(best, notes=(*best.notes, *(_tier_note(other) for other in others)))


def _tiers(amount: Amount, facts: Facts) -> tuple[list[Tier], list[Tier]]:
    """Tiers not ruled out, in order up to the first certain one, and those certain. All of them for `highest`."""
    open_: list[Tier] = []
    certain: list[Tier] = []
    for tier in amount.tiers:
        holds = True if tier.when is None else evaluate(tier.when, facts)
        if holds is not False:
            open_.append(tier)
        if holds:
            certain.append(tier)
            if amount.choose == "first":
                break
    return open_, certain


def least_share(amount: Amount, facts: Facts) -> tuple[Decimal, Decimal | None] | None:
    """(rate in percent, cap in 万元 or None) of a share of spending before the spending is known; of several tiers that
    could apply, the one that brings least. None where no rate is known or it depends on the days of a contract."""
    if amount.kind != "rate_cap" or amount.pro_rata or amount.percent_field:
        return None
    tiers = _tiers(amount, facts)[0] if amount.tiers else [Tier(Text("", ""), None, amount.rate_percent)]
    shares = [(tier.rate_percent, amount.cap_wan if tier.cap_wan is None else tier.cap_wan) for tier in tiers]
    known = [(rate, cap) for rate, cap in shares if rate is not None]
    if not known or len(known) < len(shares):
        return None
    return min(known, key=lambda share: (share[0], Decimal("Infinity") if share[1] is None else share[1]))


def _tier_note(tier: Tier) -> Text:
    return Text(f"如属于“{tier.text.zh}”，按该档计算。", f"If “{tier.text.en}” applies, that rate is used.")


def _apply(amount: Amount, facts: Facts, tier: Tier, base: Decimal, words: Text) -> Estimate:
    cap = tier.cap_wan if tier.cap_wan is not None else amount.cap_wan
    if tier.flat_wan is not None:
        return _fixed(amount, tier.flat_wan, cap)
    if tier.rate_percent is None:
        return Estimate(None, reason=NO_RATE, base_wan=base, cap_wan=cap)
    product, factors = base * tier.rate_percent / 100, Text(percent(tier.rate_percent), percent(tier.rate_percent))
    if amount.percent_field:
        further = facts.get(amount.percent_field)
        if further is None:
            return _unknown_percent(amount, facts, amount.percent_field)
        product = product * further.value / 100
        factors = Text(f"{factors.zh} × {percent(further.value)}", f"{factors.en} × {percent(further.value)}")
    share = truncate(product, amount.places)
    result = share if cap is None else min(share, cap)
    return Estimate(
        result,
        formula=_formula(amount, factors, words, cap, share),
        base_wan=base,
        rate_percent=tier.rate_percent,
        cap_wan=cap,
        notes=() if cap is not None or amount.kind != "rate_cap" else (NO_CAP,),
    )


def _unknown_percent(amount: Amount, facts: Facts, code: str) -> Estimate:
    label = facts.fields[code].label
    return Estimate(
        None,
        reason=Text(f"未填写{label.zh}，无法测算。", f"Not given: {label.en}. No estimate is possible."),
        cap_wan=amount.cap_wan,
        asks=(code,),
    )


def _flat(amount: Amount, facts: Facts) -> Estimate:
    if not amount.tiers:
        return _fixed(amount, amount.cap_wan, amount.cap_wan)
    open_, certain = _tiers(amount, facts)
    if not certain:
        return Estimate(None, reason=_which_tier(open_), cap_wan=amount.cap_wan)
    return _fixed(amount, certain[0].flat_wan, certain[0].cap_wan or amount.cap_wan)


def _which_tier(open_: list[Tier]) -> Text:
    if not open_:
        return Text("不属于任何一档，不作测算。", "None of the classes applies; no estimate is made.")
    return Text("属于哪一档尚不明确，不作测算。", "It is not known which class applies; no estimate is made.")


def _fixed(amount: Amount, sum_wan: Decimal | None, cap: Decimal | None) -> Estimate:
    if sum_wan is None:
        return Estimate(None, reason=NO_ESTIMATE["unknown"], cap_wan=cap)
    result = sum_wan if cap is None else min(sum_wan, cap)
    period = _period(amount)
    return Estimate(
        result,
        formula=Text(f"定额 {wan(result)}{period.zh}", f"A fixed sum of {cny(result)}{period.en}"),
        cap_wan=cap,
    )


def _formula(amount: Amount, factors: Text, words: Text, cap: Decimal | None, share: Decimal) -> Text:
    """30% × CNY 600,000 = CNY 180,000, cap CNY 2,000,000 (a year)"""
    period = _period(amount)
    product = Text(f"{factors.zh} × {words.zh} = {wan(share)}", f"{factors.en} × {words.en} = {cny(share)}")
    if cap is None:
        return Text(f"{product.zh}{period.zh}", f"{product.en}{period.en}")
    capped = Text("超过封顶，按", "above the cap, so") if share > cap else Text("封顶", "cap")
    return Text(
        f"{product.zh}，{capped.zh} {wan(cap)}{period.zh}{'计' if share > cap else ''}",
        f"{product.en}, {capped.en} {cny(cap)}{period.en}",
    )


def _period(amount: Amount) -> Text:
    if amount.cap_period is None:
        return Text("", "")
    return Text(f"（{amount.cap_period.text.zh}）", f" ({amount.cap_period.text.en})")


def truncate(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)


def short(value: Decimal) -> str:
    """Without zeros that say nothing: 18.0000 -> 18."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def wan(value: Decimal) -> str:
    return f"{short(value)} 万元"


def cny(value_wan: Decimal) -> str:
    """The amount in plain yuan: 18 万元 is CNY 180,000."""
    whole, point, rest = short(value_wan * 10000).partition(".")
    return f"CNY {int(whole):,}{point}{rest}"


def percent(value: Decimal) -> str:
    return f"{short(value)}%"
