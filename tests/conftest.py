"""What all tests share: none of them depends on the index of Wikidata that a machine may have."""

import os

os.environ["PARLEY_WIKIDATA"] = "none"
