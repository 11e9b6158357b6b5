"""The transparency log: its tree state and leaves, and the bucket of its tiles (Protocolo 9.14, 10.20, 12.3)."""
