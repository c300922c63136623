"""How a value that may identify a person is shown in messages."""

from __future__ import annotations

import re
from functools import lru_cache

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_DISGUISED = re.compile(
    r"[\w.+'-]{1,64}\s?(?:@|＠|%40|&#64;|[\[(]at[\])])\s?[\w-]{1,63}(?:\s?(?:\.|[\[(]dot[\])])\s?[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)
"""An address as it may stand in a file's raw text."""
_MAY_BE_DISGUISED = re.compile(r"[@＠%&]|[\[(][aA][tT][\])]")
_INSURANCE = re.compile(r"\b[A-Z]{2}[ .-]?(?:\d\d[ .-]?){3}[A-D]\b")
_ACCOUNT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d\d(?:[ ]?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
"""A bank account as banks abroad and here write it."""
_SIX_DIGITS = re.compile(r"\d(?:[ ().-]{0,2}\d){5}")
"""What every number that is masked has in it."""
_DIGITS = re.compile(r"(?<![\w/.-])(?:\+|\(?0|44)(?:[ ().-]?\d){9,14}(?![\w/])")


def mask_email(address: str) -> str:
    """`icoaccess@ico.org.uk` as `i***@ico.org.uk`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"


def _mask_disguised(address: str) -> str:
    plain = re.sub(r"\s?(?:＠|%40|&#64;|[\[(]at[\])])\s?", "@", address, flags=re.IGNORECASE)
    return mask_email(re.sub(r"\s", "", plain))


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


def mask_code(code: str) -> str:
    """A value of letters and digits with all but its first character starred."""
    return code[:1] + re.sub(r"\w", "*", code[1:])


def mask_name(name: str) -> str:
    """The first letter of each word of a name: `J*** O***`."""
    return re.sub(r"\w+", lambda match: f"{match[0][0]}***", name)


@lru_cache(maxsize=10_000)
def mask_personal_data(text: str) -> str:
    """`text` with e-mail addresses, long numbers and bank accounts masked. Errs for masking."""
    if _MAY_BE_DISGUISED.search(text):
        text = _DISGUISED.sub(lambda match: _mask_disguised(match[0]), text)
    if _SIX_DIGITS.search(text):
        text = _ACCOUNT.sub(lambda match: mask_code(match[0]), text)
        text = _INSURANCE.sub(lambda match: mask_number(match[0]), text)
        text = _DIGITS.sub(lambda match: mask_number(match[0]), text)
    return text
