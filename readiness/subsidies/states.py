"""Whether an instrument is in force and whether one can apply now: two facts, for a given day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from readiness.subsidies.records import Subsidy, Window
from readiness.subsidies.windows import windows_for
from readiness.text import Text

EXPIRING_DAYS = 60
STALE_DAYS = 90

STATES = {
    "can_apply": Text("可申报", "Can apply"),
    "before_window": Text("未到窗口", "Window not open yet"),
    "window_closed": Text("本期已截止（下期未定）", "This round is closed, the next is not announced"),
    "expiring": Text("即将到期", "About to expire"),
    "expired": Text("已失效", "Expired"),
    "unverified": Text("能否申报待核实", "Not known whether open"),
}
IN_FORCE = {
    "yes": Text("有效期内", "In force"),
    "presumed": Text("推定有效（未见失效日期）", "Presumed in force (no end date seen)"),
    "unknown": Text("是否有效不明", "Not known whether in force"),
    "no": Text("不在有效期内", "Not in force"),
}
CAN_APPLY = {
    "yes": Text("现在可以申报", "Applications are open now"),
    "no": Text("现在不能申报", "Applications are not open now"),
    "unknown": Text("现在能否申报不明，请向主管部门核实", "Not known whether applications are open: ask the authority"),
}


@dataclass(frozen=True)
class Status:
    """state: a key of STATES. in_force: yes | presumed | unknown | no. can_apply_now: yes | no | unknown.

    verified: somebody compared it with the official page within the last 90 days; stale: longer ago than that.
    """

    state: str
    state_text: Text
    in_force: str
    in_force_text: Text
    can_apply_now: str
    can_apply_text: Text
    verified: bool
    stale: bool
    verified_text: Text


def status_on(subsidy: Subsidy, on: datetime.date, adcode: str) -> Status:
    """The state on a day, for a firm registered in `adcode` (some windows belong to one region only)."""
    stale = subsidy.last_verified_on is not None and (on - subsidy.last_verified_on).days > STALE_DAYS
    verified = subsidy.last_verified_on is not None and not stale
    in_force = _in_force(subsidy, on)
    application = _application(subsidy, on, adcode)
    state = _state(subsidy, on, in_force, application, verified)
    can_apply = _can_apply(state)
    return Status(
        state=state,
        state_text=STATES[state],
        in_force=in_force,
        in_force_text=IN_FORCE[in_force],
        can_apply_now=can_apply,
        can_apply_text=CAN_APPLY[can_apply],
        verified=verified,
        stale=stale,
        verified_text=_verified_text(subsidy, stale),
    )


def _in_force(subsidy: Subsidy, on: datetime.date) -> str:
    if (subsidy.valid_to and subsidy.valid_to < on) or (subsidy.valid_from and subsidy.valid_from > on):
        return "no"
    if subsidy.doubt:
        return "unknown"
    return "yes" if subsidy.valid_to or subsidy.open_ended else "presumed"


def _application(subsidy: Subsidy, on: datetime.date, adcode: str) -> str:
    """open | before | closed | unknown, by the windows that concern this firm."""
    if subsidy.continuous:
        return "open"
    found = {_window(window, on) for window in windows_for(subsidy, adcode)}
    return next((state for state in ("open", "unknown", "before", "closed") if state in found), "unknown")


def _window(window: Window, on: datetime.date) -> str:
    if window.start and on < window.start:
        return "before"
    if window.end and on > window.end:
        return "closed"
    return "open" if window.end and window.certain else "unknown"


def _state(subsidy: Subsidy, on: datetime.date, in_force: str, application: str, verified: bool) -> str:
    if subsidy.valid_to and subsidy.valid_to < on:
        return "expired"
    if application == "closed":
        return "window_closed"
    if application == "before" or in_force == "no":
        return "before_window"
    if subsidy.valid_to and (subsidy.valid_to - on).days <= EXPIRING_DAYS:
        return "expiring"
    sure = verified and application == "open" and in_force != "unknown"
    return "can_apply" if sure else "unverified"


def _can_apply(state: str) -> str:
    return {"can_apply": "yes", "expired": "no", "window_closed": "no", "before_window": "no"}.get(state, "unknown")


def _verified_text(subsidy: Subsidy, stale: bool) -> Text:
    day = subsidy.last_verified_on
    if day is None:
        return Text("未核验", "Not verified on the official page")
    if stale:
        return Text(f"最后核验 {day}，已超过 {STALE_DAYS} 天", f"Last verified {day}, more than {STALE_DAYS} days ago")
    return Text(f"最后核验 {day}", f"Last verified {day}")
