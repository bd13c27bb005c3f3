"""How long ago something was, in words. Pure."""

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def ago(seconds: float) -> str:
    """Return an age in its largest whole unit, days at most: "2 days ago"; "just now" under a minute."""
    for unit, size in _UNITS:
        if (count := int(seconds / size)) > 0:
            return f"{count:,} {unit if count == 1 else f'{unit}s'} ago"
    return "just now"
