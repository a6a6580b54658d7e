from tests.batches.conftest import clients, rung  # noqa: F401
