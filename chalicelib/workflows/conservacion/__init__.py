"""Disposal of a process: the list, its approvals, the removal and its certificate (Protocolo 16.1)."""
