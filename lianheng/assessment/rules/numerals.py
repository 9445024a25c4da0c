"""Chinese numerals that state a figure, three units of which is 三个单位, and what they are in digits."""

import re

from lianheng.assessment.terms.figures import BEFORE, DIGITS, MEASURE_WORDS, MYRIADS, NAMES, ONE, TEN, TENS

_WORDS = "".join([*DIGITS, *TENS, *MYRIADS])
FIGURE = re.compile(f"(?<![{_WORDS}{BEFORE}\\d])([{_WORDS}]+)(?=(?:{MEASURE_WORDS}))")
_NAMES = re.compile(NAMES)


def without_names(text: str) -> str:
    """The sentence without what has a number for a name: 八项规定, 两个维护."""
    return _NAMES.sub(" ", text)


def is_figure(said: str) -> bool:
    """Whether it states how many; a lone 一 is the article, and a lone 万 or 百 nothing."""
    return said != ONE and (said[0] in DIGITS or said[0] == TEN)


def value_of(said: str) -> int:
    """一百二十 is 120, 二〇二六 is 2026, 两千零五 is 2005, 一百二 is 120."""
    if all(word in DIGITS for word in said):
        return int("".join(str(DIGITS[word]) for word in said))
    whole = part = digit = 0
    last = 1
    for word in said:
        if word in DIGITS:
            digit = DIGITS[word]
            last = 1 if digit == 0 else last
        elif word in TENS:
            last = TENS[word]
            part, digit = part + (digit or 1) * last, 0
        else:
            last = MYRIADS[word]
            whole, part, digit = (whole + part + digit) * last, 0, 0
    return whole + part + digit * max(last // 10, 1)
