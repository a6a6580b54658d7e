"""The tables of this room, one module per noun."""

from calibration.observations import Observation
from calibration.ratings import Rating, Scorer
from calibration.rounds import Round

__all__ = ["Observation", "Rating", "Round", "Scorer"]
