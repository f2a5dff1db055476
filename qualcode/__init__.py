"""qualcode: coding longitudinal qualitative interviews, from a terminal or a notebook.

>>> import qualcode
>>> study = qualcode.open("study.qualcode")  # doctest: +SKIP
>>> study.codings(code="stigma").to_pandas()  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.api import Notebook as Notebook
    from qualcode.api import init as init
    from qualcode.api import open as open
    from qualcode.demonstration import build_demo as build_demo

__version__ = "0.1.0"
__all__ = ["Notebook", "build_demo", "init", "open"]


def __getattr__(name: str) -> Any:
    # The notebook façade stands on everything; commands that need little don't wait for it.
    if name == "build_demo":
        from qualcode.demonstration import build_demo  # noqa: PLC0415

        return build_demo
    if name in __all__:
        from qualcode import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
