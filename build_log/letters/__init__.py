"""One file in, one clean letter out: strict front matter, text repair, sections; and back to disk."""
