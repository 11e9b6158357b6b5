"""The transparency log: what was received, so that anybody can check it without trusting us (9.14, 10.20, 12.3)."""
