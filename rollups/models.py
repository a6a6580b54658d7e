"""The tables of this room, one module per noun."""

from rollups.facts import Fact, Simulated, Verified
from rollups.runs import Run, RunAnswers, RunCell

__all__ = ["Fact", "Run", "RunAnswers", "RunCell", "Simulated", "Verified"]
