"""What an OPL runs on its own machine: it makes its keys there, and needs nothing of the system (Protocolo 15.1)."""
