"""The tables of this floor, one module per noun."""

from surveys.answers import Answer, AnswerEvent, SceneEntry
from surveys.assessments import Assessment, ConfirmedWarning
from surveys.results import DimensionScore, ResultSnapshot

__all__ = [
    "Answer",
    "AnswerEvent",
    "Assessment",
    "ConfirmedWarning",
    "DimensionScore",
    "ResultSnapshot",
    "SceneEntry",
]
