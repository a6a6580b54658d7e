"""Provably the cheapest way to a level: what is wished, what public money bears, the exact model, and the plan it gives."""

from readiness.planning.model import Patience
from readiness.planning.plan import Plan, plan
from readiness.planning.terms import Offer, Terms

__all__ = ["Offer", "Patience", "Plan", "Terms", "plan"]
