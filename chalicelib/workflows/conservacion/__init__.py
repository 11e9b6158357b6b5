"""Disposal of a process: what goes, who approves it, the work and its certificate (Protocolo 16.1)."""
