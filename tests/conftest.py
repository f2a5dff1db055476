"""Hypothesis profiles, and where throw-away study files are quickest."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names a test after the argument where the value is a file: bytes of a zip hold the time of
    day, and processes that share the tests have to name them alike."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder for files that live for one test, in memory where the system has such a place."""
    shm = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shm if shm.is_dir() else None) as folder:
        yield Path(folder)
