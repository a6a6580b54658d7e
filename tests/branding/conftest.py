from tests.reports.conftest import bells, small, snapshot  # noqa: F401
