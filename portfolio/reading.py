"""The rows of a list as clients, and every cell that cannot be understood."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounts.reference import policy_group_of
from exchange.rosters.reading import Problem, read_roster
from portfolio.columns import CLIENTS


@dataclass(frozen=True)
class Client:
    """One row. None and an empty address: nothing was said."""

    uscc: str
    name: str
    region: str
    industry: str
    employees: int | None = None
    revenue: Decimal | None = None
    email: str = ""

    @property
    def policy_group(self) -> str:
        return policy_group_of(self.industry).code


@dataclass(frozen=True)
class ClientsRead:
    clients: tuple[Client, ...]
    problems: tuple[Problem, ...]


def read_clients(content: bytes) -> ClientsRead:
    """Raises Unreadable."""
    sound, problems = read_roster(content, CLIENTS)
    return ClientsRead(tuple(Client(**values) for values in sound), tuple(problems))
