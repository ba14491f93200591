"""Whole jobs measured against other engines: ``python -m tests.benchmarks``."""
