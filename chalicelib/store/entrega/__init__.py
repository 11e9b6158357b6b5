"""The deliveries: what is kept of each, and the bucket of their files (Protocolo 15)."""
