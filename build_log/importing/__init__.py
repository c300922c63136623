"""A letter from somewhere else to a letter file ready for review."""
