"""Legal holds and disposals of a process, and what is swept of tables and buckets (Protocolo 16.1)."""
