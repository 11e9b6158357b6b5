"""API of retention and disposal (Protocolo 16.1)."""
