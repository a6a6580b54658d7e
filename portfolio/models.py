"""The tables of this floor, one module per noun."""

from portfolio.contacts import Contact
from portfolio.lists import ClientList, ListFile, Portion
from portfolio.saved_views import SavedView
from portfolio.standings import Standing

__all__ = ["ClientList", "Contact", "ListFile", "Portion", "SavedView", "Standing"]
