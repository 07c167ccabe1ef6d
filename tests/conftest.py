"""For all tests: nothing is kept in the folders of whoever runs them, and none fails because the machine is busy."""

import os

from hypothesis import settings

os.environ["TEI_EDITION_CACHE"] = ""
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
