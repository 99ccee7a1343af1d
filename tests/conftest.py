"""What holds for every test: property tests try the same examples each time, without a clock.

HYPOTHESIS_PROFILE=search looks for new ones; the long search is bench/fuzz_parse.py.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("suite", derandomize=True, database=None, **CALM)
settings.register_profile("search", max_examples=2000, **CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
