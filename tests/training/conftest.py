"""Training is no part of the wheel: where that alone is installed, there is nothing here to test."""

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("training") else ["test_*.py"]
