"""Records to pages, search index and files; writing and swapping the site."""
