"""What stands between the cells of a csv, whichever program saved it."""

import re

DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'"[^"]*"')


def parted(text: str) -> tuple[str, str, int]:
    """The text from its heads on, its delimiter, and how many lines were taken off above.

    Excel writes `sep=;` above the heads; without that the sign counts that the heads hold most
    of, outside quotation marks.
    """
    first, _, rest = text.partition("\n")
    above = int(first.lower().startswith("sep="))
    if above:
        text = rest
        if first[4:5] in DELIMITERS and first[4:5]:
            return text, first[4], above
    heads = _QUOTED.sub("", text.lstrip().split("\n", 1)[0])
    return text, max(DELIMITERS, key=heads.count), above
