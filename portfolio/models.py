"""The tables of this floor, one module per noun."""

from portfolio.contacts import Contact
from portfolio.saved_views import SavedView
from portfolio.standings import Standing

__all__ = ["Contact", "SavedView", "Standing"]
