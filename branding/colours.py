"""Whether white text can be read on a colour, and the nearest colour on which it can (WCAG 2.2, 1.4.3)."""

import colorsys
import re

ENOUGH = 4.5
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})\Z")


def read_colour(typed):
    """#rrggbb in lower case. Raises ValueError."""
    found = _COLOUR.match(typed.strip())
    if not found:
        raise ValueError(typed)
    return f"#{found[1].lower()}"


def _parts(colour):
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def luminance(colour):
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_with_white(colour):
    return 1.05 / (luminance(colour) + 0.05)


def nearest_readable(colour):
    """The same hue, only as much darker as is needed."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(round(light * 1000), -1, -1):
        rgb = colorsys.hls_to_rgb(hue, step / 1000, saturation)
        found = "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
        if contrast_with_white(found) >= ENOUGH:
            return found
    return "#000000"
