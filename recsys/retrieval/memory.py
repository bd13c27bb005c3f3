"""Giving memory back to the system after a load that needed much more than what it left behind."""

import ctypes


def release_freed_memory() -> None:
    """Ask the C library to return freed pages (60 MB after loading the model); where it cannot, do nothing."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
