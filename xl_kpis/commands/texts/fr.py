"""What the commands say in French."""

TEXTS: dict[str, str] = {}
