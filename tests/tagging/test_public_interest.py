"""The public interest test: both lists, item by item, and the balance."""

from __future__ import annotations

from build_log.law.catalogue import Catalogue
from tests.tagging.golden import tag_text

LISTED = """The exemption at section 43 is not absolute, so we must weigh the factors for and against disclosure.

The public interest factors in favour of disclosing the information are:

- openness about how the contract was let;
- the sums are large; and

The factors in withholding the information are:

- bidders would pay less next time.

On balance the public interest lies in maintaining the exemption.
"""
RUNNING = (
    "We have withheld this under section 43(2). Factors in favour of disclosure are that it promotes openness. "
    "Factors in favour of maintaining the exemption are that prices would rise. "
    "On balance, the public interest lies in maintaining the exemption."
)


def test_lists_are_read_item_by_item(catalogue: Catalogue) -> None:
    found = tag_text(LISTED, catalogue).public_interest
    assert found.for_disclosure == ("Openness about how the contract was let", "The sums are large")
    assert found.against_disclosure == ("Bidders would pay less next time",)
    assert found.balance == "withhold"


def test_factors_in_running_text_are_read(catalogue: Catalogue) -> None:
    found = tag_text(RUNNING, catalogue).public_interest
    assert found.for_disclosure == ("It promotes openness",)
    assert found.against_disclosure == ("Prices would rise",)
    assert found.balance == "withhold"


def test_a_letter_without_the_test_has_none(catalogue: Catalogue) -> None:
    found = tag_text("Thank you for your request. There are forty bins.", catalogue).public_interest
    assert (found.for_disclosure, found.against_disclosure, found.balance) == ((), (), None)
