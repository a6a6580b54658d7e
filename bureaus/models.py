"""The tables of this room, one module per noun."""

from bureaus.consents import Consent
from bureaus.reaches import Reach
from bureaus.runs import Run

__all__ = ["Consent", "Reach", "Run"]
