"""Porter's stemmer, step for step as lunr.js 2.3.9 has it.

lunr.py stems a few words otherwise ("days", "way"), so an index it makes cannot be searched
by lunr.js. Source of the rules: M. F. Porter, An algorithm for suffix stripping, Program 14(3),
1980, with lunr.js's handling of a final y.
"""

from __future__ import annotations

import re

_C = "[^aeiou]"
_V = "[aeiouy]"
_CC = f"{_C}[^aeiouy]*"
_VV = f"{_V}[aeiou]*"

_MGR0 = re.compile(f"^({_CC})?{_VV}{_CC}")
_MEQ1 = re.compile(f"^({_CC})?{_VV}{_CC}({_VV})?$")
_MGR1 = re.compile(f"^({_CC})?{_VV}{_CC}{_VV}{_CC}")
_HAS_VOWEL = re.compile(f"^({_CC})?{_V}")
_CVC = re.compile(f"^{_CC}{_V}[^aeiouwxy]$")

_STEP2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}

_RE1A = re.compile(r"^(.+?)(ss|i)es$")
_RE1A2 = re.compile(r"^(.+?)([^s])s$")
_RE1B = re.compile(r"^(.+?)eed$")
_RE1B2 = re.compile(r"^(.+?)(ed|ing)$")
_RE1B_AT = re.compile(r"(at|bl|iz)$")
_RE1B_DOUBLE = re.compile(r"([^aeiouylsz])\1$")
_RE1C = re.compile(r"^(.+?[^aeiou])y$")
_RE2 = re.compile(
    r"^(.+?)(ational|tional|enci|anci|izer|bli|alli|entli|eli|ousli|ization|ation|ator|alism|iveness|fulness|ousness|aliti|iviti|biliti|logi)$"
)
_RE3 = re.compile(r"^(.+?)(icate|ative|alize|iciti|ical|ful|ness)$")
_RE4 = re.compile(r"^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$")
_RE4_ION = re.compile(r"^(.+?)(s|t)(ion)$")
_RE5 = re.compile(r"^(.+?)e$")
_RE5_LL = re.compile(r"ll$")


def stem(word: str) -> str:
    """The stem of a lower-case word; words of one or two letters stay as they are."""
    if len(word) < 3:
        return word
    first_y = word[0] == "y"
    if first_y:
        word = "Y" + word[1:]
    word = _endings(word)
    return "y" + word[1:] if first_y else word


def _endings(word: str) -> str:
    if (m := _RE1A.match(word)) or (m := _RE1A2.match(word)):
        word = m[1] + m[2]
    if m := _RE1B.match(word):
        if _MGR0.match(m[1]):
            word = word[:-1]
    elif (m := _RE1B2.match(word)) and _HAS_VOWEL.match(m[1]):
        word = m[1]
        if _RE1B_AT.search(word):
            word += "e"
        elif _RE1B_DOUBLE.search(word):
            word = word[:-1]
        elif _CVC.match(word):
            word += "e"
    if m := _RE1C.match(word):
        word = m[1] + "i"
    if (m := _RE2.match(word)) and _MGR0.match(m[1]):
        word = m[1] + _STEP2[m[2]]
    if (m := _RE3.match(word)) and _MGR0.match(m[1]):
        word = m[1] + _STEP3[m[2]]
    if m := _RE4.match(word):
        if _MGR1.match(m[1]):
            word = m[1]
    elif (m := _RE4_ION.match(word)) and _MGR1.match(m[1] + m[2]):
        word = m[1] + m[2]
    if (m := _RE5.match(word)) and (_MGR1.match(m[1]) or (_MEQ1.match(m[1]) and not _CVC.match(m[1]))):
        word = m[1]
    if _RE5_LL.search(word) and _MGR1.match(word):
        word = word[:-1]
    return word
