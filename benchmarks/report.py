"""What every benchmark prints: progress on stderr, and one JSON object as the last line of stdout when asked."""

import json
import sys
from collections.abc import Mapping, Sequence

import numpy as np


def progress(text: str) -> None:
    """Tell on stderr what is being done."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def finish(result: Mapping[str, object], *, as_json: bool) -> None:
    """Print the result: as JSON on one line, or as readable lines."""
    if as_json:
        sys.stdout.write(json.dumps(result) + "\n")
        return
    width = max(len(key) for key in result)
    for key, value in result.items():
        sys.stdout.write(f"{key:<{width}}  {value}\n")


def percentiles(milliseconds: Sequence[float], *, with_max: bool = False) -> dict[str, float]:
    """Return p50 and p99 (and the maximum) of some times, rounded to a hundredth; zeros where there are none."""
    if not milliseconds:
        return {"p50": 0.0, "p99": 0.0} | ({"max": 0.0} if with_max else {})
    found = {
        "p50": round(float(np.percentile(milliseconds, 50)), 2),
        "p99": round(float(np.percentile(milliseconds, 99)), 2),
    }
    return found | ({"max": round(max(milliseconds), 2)} if with_max else {})
