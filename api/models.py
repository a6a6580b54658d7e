"""The tables of this floor, one module per noun."""

from api.replies import Reply
from api.tokens import ApiToken

__all__ = ["ApiToken", "Reply"]
