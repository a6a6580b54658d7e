"""What may be told of many firms so that nothing shows of a single one: counts and money of a rule, and tables of regions."""

from readiness.disclosure.least import LEAST, minimum

__all__ = ["LEAST", "minimum"]
