"""The tables of this room, one module per noun."""

from campaigns.campaigns import Campaign, Extension
from campaigns.choices import Choice, Wording
from campaigns.gateways import Gateway
from campaigns.letters import Letters
from campaigns.participants import Participant
from campaigns.targets import Target
from campaigns.waves import Message, Wave

__all__ = [
    "Campaign",
    "Choice",
    "Extension",
    "Gateway",
    "Letters",
    "Message",
    "Participant",
    "Target",
    "Wave",
    "Wording",
]
