"""What lies inside an attachment that nobody sees: one reader a kind, all run apart from the build."""
