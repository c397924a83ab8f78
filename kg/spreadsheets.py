"""Tables that people open in a spreadsheet, which takes some texts for formulas and computes them.

A sentence of a stranger's article must not be one (https://owasp.org/www-community/attacks/CSV_Injection). Tables for
programs (`kg ask --format csv`, `kg export`) stay as they are: there a quote in front would be a part of the value.
"""

import re

_FORMULA = re.compile(r"[\s\x00-\x1f\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")
"""How a formula begins, in wide signs too, after anything that is passed over; and what ends a cell too early."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?", re.ASCII)


def inert(text: str) -> str:
    """The text as a cell that is only ever shown: with a quote in front where it might be taken for a formula.

    Numbers, negative ones too, stay numbers.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
