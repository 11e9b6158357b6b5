"""Certificate of disposal (Protocolo 16.1)."""
