"""Many letters: records from front matter and findings, cases, indexes."""
