"""How few firms a figure may stand for."""

LEAST = 5  # k may be larger, never smaller


def minimum(k: int) -> int:
    """k, if it is large enough. Raises ValueError."""
    if k < LEAST:
        raise ValueError(f"A figure over firms needs at least {LEAST} of them; found {k}.")
    return k
