"""The tables of this floor, one module per noun."""

from accounts.enterprises import EnterpriseProfile, PlannedSpend, Qualification, SubsidyFact
from accounts.invitations import Invitation
from accounts.organisations import Membership, Organisation
from accounts.people import User

__all__ = [
    "EnterpriseProfile",
    "Invitation",
    "Membership",
    "Organisation",
    "PlannedSpend",
    "Qualification",
    "SubsidyFact",
    "User",
]
