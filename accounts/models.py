"""The tables of this floor, one module per noun."""

from accounts.enterprises import EnterpriseProfile, PlannedSpend, Qualification, SubsidyFact
from accounts.grants.events import AccessEvent
from accounts.grants.grants import Grant
from accounts.grants.offers import Offer
from accounts.invitations import Invitation
from accounts.organisations import Membership, Organisation
from accounts.people import User

__all__ = [
    "AccessEvent",
    "EnterpriseProfile",
    "Grant",
    "Invitation",
    "Membership",
    "Offer",
    "Organisation",
    "PlannedSpend",
    "Qualification",
    "SubsidyFact",
    "User",
]
