"""Read, tag, check, index and present freedom of information response letters.

The library never imports MkDocs: `hooks/` adapts it to a build.
"""

__version__ = "0.1.0"
