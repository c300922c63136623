"""How a value that may identify a person is shown in messages."""

from __future__ import annotations

import re

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LONG_NUMBER = re.compile(r"\d(?:[ ()-]{0,2}\d){8}")
"""What every number that is masked has in it."""
_DIGITS = re.compile(r"(?<![\w/.-])(?:\+|\(?0)(?:[ ()-]?\d){9,14}(?![\w/])")


def mask_email(address: str) -> str:
    """`icoaccess@ico.org.uk` as `i***@ico.org.uk`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"


def mask_number(number: str) -> str:
    """A number with all but its last two digits starred."""
    count = sum(character.isdigit() for character in number)
    seen = 0
    shown = []
    for character in number:
        if character.isdigit():
            seen += 1
            shown.append(character if seen > count - 2 else "*")
        else:
            shown.append(character)
    return "".join(shown)


def mask_personal_data(text: str) -> str:
    """`text` with e-mail addresses and long numbers masked. Errs for masking."""
    if "@" in text:
        text = EMAIL.sub(lambda match: mask_email(match[0]), text)
    if _LONG_NUMBER.search(text):
        text = _DIGITS.sub(lambda match: mask_number(match[0]), text)
    return text
