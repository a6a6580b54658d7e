"""Alice's submitted assessment, as the tests of the reports know it."""

from tests.reports.conftest import ministry_snapshot, small, snapshot  # noqa: F401  (fixtures)
