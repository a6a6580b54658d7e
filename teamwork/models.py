"""The tables of this floor, one module per noun."""

from teamwork.assignments import Assignment
from teamwork.comments import Comment
from teamwork.consensus import Consensus, Decision, Opinion

__all__ = ["Assignment", "Comment", "Consensus", "Decision", "Opinion"]
