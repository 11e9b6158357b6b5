"""Rules of retention and disposal: how long a process's data are kept, and how they are removed (Protocolo 16.1)."""
