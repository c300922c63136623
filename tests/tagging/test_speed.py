"""Time: linear in a letter's length, whatever stands in it. Ratios in one run, with much room for noise."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from build_log.law.catalogue import Catalogue
from tests.bench.generator import generate_letters
from tests.tagging.golden import tag_text

PARAGRAPH = (
    "We consider that the information is exempt under section 43(2) of the Act, because its release would be likely "
    "to prejudice the commercial interests of Marram Ltd, and on balance the public interest lies in withholding it.\n\n"
)
UNIT = 20_000
"""Characters of the shorter of two texts that are compared."""

ADVERSARIAL: dict[str, str] = {
    "open brackets": "section 31" + "(1" * 5_000,
    "a list without end": "sections " + "31(1)(a), " * 4_000,
    "spaces": "section" + " " * 20_000 + "31",
    "figures": "1" * 20_000,
    "codes": "FOI-" * 5_000,
    "slashes and dashes": "A1/-_." * 4_000,
    "open quotations": '"We withhold ' * 2_000,
    "stars and underscores": "*_" * 10_000,
    "one sentence": "we have not considered whether the information is exempt or withheld or refused and " * 250,
    "capitals": "The Local Government and Housing and Planning and " * 500 + "Act",
    "dates": "On 3 May 2024 you asked, on 4 May 2024 we received, " * 400,
    "numbers of questions": "Questions " + "1, 2 and 3, " * 2_000,
    "links": "[a](http://x.example/(((((" * 900,
    "full stops": "s. " * 7_000,
    "table": "| a | b | section 40(2) " * 900,
    "mail headers": "From: a\nSent: b\nTo: c\n" * 900,
    "public interest": "the public interest in the public interest in disclosing " * 350,
    "acts": "the Police Act 1996 section 4 of that Act " * 500,
    "short sentences": "We hold s. 40(2) it. " * 1_000,
    "paragraphs of a request": "You asked:\n\n" + "I want to know this.\n\n" * 900,
    "hyphens": "non-" * 5_000 + "\n" + "disclosure",
}


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def test_a_letter_of_eight_times_the_length_takes_about_eight_times_as_long(catalogue: Catalogue) -> None:
    short = PARAGRAPH * (UNIT // len(PARAGRAPH))
    tag_text(short, catalogue)
    times = [
        (seconds(lambda: tag_text(short, catalogue)), seconds(lambda: tag_text(short * 8, catalogue))) for _ in range(3)
    ]
    assert min(long / brief for brief, long in times) < 8 * 2


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_no_text_takes_long(name: str, catalogue: Catalogue) -> None:
    """Twenty kilobytes made to be hard take at most a hundred times as long as twenty of plain letters, both unseen."""
    plain = ["".join(letter.body for letter in generate_letters(3, seed=seed))[:UNIT] for seed in (3, 4)]
    tag_text(plain[0], catalogue)
    usual = seconds(lambda: tag_text(plain[1], catalogue))
    assert seconds(lambda: tag_text(ADVERSARIAL[name][: UNIT + 40], catalogue)) < 100 * usual
