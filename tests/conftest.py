"""For all tests: nothing is kept in the folders of whoever runs them."""

import os

os.environ["TEI_EDITION_CACHE"] = ""
