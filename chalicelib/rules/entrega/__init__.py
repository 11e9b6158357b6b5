"""Delivery of the final results to the OPL (Protocolo 15)."""
