"""How long what a process left is kept, and how it ends (Protocolo 16.1)."""
