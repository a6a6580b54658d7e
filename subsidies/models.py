"""The tables of this room, one module per noun."""

from subsidies.bureaus import Bureau
from subsidies.records import Record, Revision

__all__ = ["Bureau", "Record", "Revision"]
