"""Files of a delivery (Protocolo 15.3)."""
