"""API of requirements (Protocolo 16.2, 16.3, 18.6)."""
