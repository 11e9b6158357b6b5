"""Legal holds and disposals of a process, and the sweep of tables and buckets (Protocolo 16.1)."""
