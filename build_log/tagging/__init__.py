"""What a letter says, each finding with its evidence."""
