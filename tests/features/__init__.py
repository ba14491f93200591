"""What this library and others can be asked, call by call: each is run before the page says so.

``calls.toml`` has the calls, ``run`` makes an engine run its own, ``page`` writes the pages from
what came of it: ``python -m tests.features --peers PYTHON`` (an environment with the others).
"""
