"""The tables of this room, one module per noun."""

from subsidies.bureaus import Bureau
from subsidies.records import Record, Revision
from subsidies.verifications import Verification

__all__ = ["Bureau", "Record", "Revision", "Verification"]
