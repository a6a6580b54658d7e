"""The tables of this room, one module per noun."""

from verification.findings import Finding, FindingEvent
from verification.statements import FirmComment, Statement, StatementWithdrawal
from verification.verifications import Verification

__all__ = ["Finding", "FindingEvent", "FirmComment", "Statement", "StatementWithdrawal", "Verification"]
