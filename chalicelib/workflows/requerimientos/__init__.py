"""Attending what an authority requires or a person asks for (Protocolo 16.2, 16.3, 18.6)."""
