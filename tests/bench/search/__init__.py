"""The search beside Pagefind and a whole lunr index: bytes and times in Chromium, over the same letters."""
