"""The search: words normalised alike here and in the browser, the index, the facts of each letter."""
