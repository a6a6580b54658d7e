"""The tables of this room, one module per noun."""

from campaigns.campaigns import Campaign, Extension
from campaigns.choices import Choice, Wording
from campaigns.participants import Participant
from campaigns.targets import Target

__all__ = ["Campaign", "Choice", "Extension", "Participant", "Target", "Wording"]
