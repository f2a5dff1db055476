"""What the benchmarks share: a watch, and a line of what it showed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Watch:
    """Adds up the time of the blocks it watches."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - begin


def report(what: str, ours: float, beside: str, theirs: float, promise: str) -> None:
    """Prints a line: our seconds, those of the alternative `beside`, and their ratio."""
    both = f"{ours * 1000:9.1f} ms  {beside} {theirs * 1000:9.1f} ms"
    print(f"{what:<48} {both}  × {ours / theirs:5.2f}  ({promise})")
