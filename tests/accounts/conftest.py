import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_rate_limits():
    """Limits count by address and minute; one test must not use up those of the next."""
    cache.clear()
