"""The window: the only package that knows Qt."""

import ctypes
import sys

_MANY = 1 << 40  # more calls than a lifetime of clicking and painting makes


def _keep_constants_alive() -> None:
    """Give Python's constants so many references that none of the lost ones is missed.

    WORKAROUND PySide6 6.12.0: its methods return None, True and False without a reference
    of their own. From Python 3.12 on these are immortal and nothing is lost; before that,
    each call takes one reference away, and after some thousand calls the process dies with
    "deallocating None". A test tells when PySide6 no longer needs this.
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for constant in (None, True, False, NotImplemented, ...):
            ctypes.c_ssize_t.from_address(id(constant)).value += _MANY


_keep_constants_alive()
