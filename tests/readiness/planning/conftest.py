"""Random firms, as plans see them."""

import random

import pytest

from readiness.ground import Ground
from readiness.scoring import score
from tests.readiness.test_route import random_answers


@pytest.fixture(scope="module")
def ground_of(framework):
    """A random firm, as a plan sees it."""

    def made(seed):
        weights = list(framework.profiles.values())[seed % len(framework.profiles)]
        chance = random.Random(seed)
        scenes = {d.code: chance.choice([0, 0, 1]) for d in framework.stages(weights)}
        return Ground(framework, weights, score(framework, random_answers(framework, seed), weights), scenes, 0)

    return made
