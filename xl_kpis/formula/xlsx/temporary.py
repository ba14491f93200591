"""A new file beside the one to be written; ``tempfile`` imports much for the same."""

from __future__ import annotations

import os


def mkstemp(prefix: str, suffix: str, dir: str | os.PathLike[str]) -> tuple[int, str]:
    """Create a file of a name nobody has, for this user alone: its handle and its path."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
        flags |= getattr(os, flag, 0)
    while True:
        path = os.path.join(os.path.abspath(dir), f"{prefix}{os.urandom(6).hex()}{suffix}")
        try:
            return os.open(path, flags, 0o600), path
        except FileExistsError:
            continue
