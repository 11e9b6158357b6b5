"""API of the delivery of final results (Protocolo 15)."""
