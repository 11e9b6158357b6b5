"""Deliveries: their rows and the bucket of their files (Protocolo 15)."""
