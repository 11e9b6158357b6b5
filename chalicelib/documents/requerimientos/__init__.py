"""Readable summary of a record that is disclosed (Protocolo 16.2)."""
