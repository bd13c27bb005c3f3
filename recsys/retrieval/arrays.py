"""Named arrays in one file, mapped into memory when read."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
"""Arrays by name; a slash in a name is an owner's prefix."""

_ALIGNMENT = 64
_HEADER_SIZE = np.dtype("<u8")


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any] | Sequence[NDArray[Any]]]) -> None:
    """Write a new file. A sequence of arrays is written as one, joined along the first axis."""
    parts = {name: [whole] if isinstance(whole, np.ndarray) else list(whole) for name, whole in arrays.items()}
    entries: dict[str, tuple[str, list[int], int]] = {}
    size = 0
    for name, blocks in parts.items():
        shape = [sum(len(block) for block in blocks), *blocks[0].shape[1:]]
        entries[name] = (blocks[0].dtype.str, shape, size)
        size += _aligned(sum(block.nbytes for block in blocks))
    header = json.dumps({"arrays": entries, "size": size}).encode()
    with path.open("xb") as file:
        file.write(np.array(len(header), _HEADER_SIZE).tobytes() + header)
        begin = _aligned(file.tell())
        for name, (_, _, offset) in entries.items():
            file.seek(begin + offset)
            for block in parts[name]:
                block.tofile(file)
        file.truncate(begin + size)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Map a file that `write_arrays` wrote; pages are read when they are needed. Raises ValueError if it is damaged."""
    mapped = np.asarray(np.memmap(path, np.uint8, "r"))
    start = _HEADER_SIZE.itemsize
    stop = start + int(mapped[:start].view(_HEADER_SIZE)[0])
    header = json.loads(mapped[start:stop].tobytes())
    begin = _aligned(stop)
    if len(mapped) != begin + header["size"]:
        raise ValueError(f"{path.name} is not of the size that it says")
    return {
        name: np.ndarray(tuple(shape), np.dtype(kind), mapped, begin + offset)
        for name, (kind, shape, offset) in header["arrays"].items()
    }


def prefixed(prefix: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return the arrays under names that begin with `prefix/`."""
    return {f"{prefix}/{name}": array for name, array in arrays.items()}


def under(prefix: str, arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Return what `prefixed` was given."""
    return {name.removeprefix(f"{prefix}/"): array for name, array in arrays.items() if name.startswith(f"{prefix}/")}


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
