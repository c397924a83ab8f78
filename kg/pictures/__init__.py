"""Pictures worth printing, of what articles claim: `sides`, `timeline`, `accounts`; light and dark, as SVG and PNG.

In all of them blue is for and vermilion against, a broken line or a hollow mark is what somebody denies, and thickness
or size tells how many independent origins say so. They need matplotlib (`parley-kg[pictures]`).
"""

from kg.pictures.accounts import accounts, find
from kg.pictures.canvas import DARK, FORMATS, LIGHT, Canvas, Theme
from kg.pictures.sides import fiercest, sides
from kg.pictures.timeline import timeline

__all__ = ["DARK", "FORMATS", "LIGHT", "Canvas", "Theme", "accounts", "fiercest", "find", "sides", "timeline"]
