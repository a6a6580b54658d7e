"""Alice's open assessments, as the tests of files know them, and a queue that only remembers."""

from tests.exchange.conftest import answer, draft, ministry_draft  # noqa: F401  (fixtures)
from tests.reports.conftest import bells  # noqa: F401  (fixture)
