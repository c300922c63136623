"""The statutes as data files, and the one module that reads them."""
