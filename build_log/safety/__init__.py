"""What must never be published."""
