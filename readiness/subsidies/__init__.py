"""Public money that fits: a dated catalogue of instruments held against one firm and its route."""

from readiness.subsidies.matching import SubsidyMatch, SubsidyMatches, match_subsidies
from readiness.subsidies.records import Catalogue, Subsidy

__all__ = ["Catalogue", "Subsidy", "SubsidyMatch", "SubsidyMatches", "match_subsidies"]
