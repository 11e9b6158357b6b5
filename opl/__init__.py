"""Tools that an OPL runs on its own machine, without access to the system; its keys are made there (Protocolo 15.1)."""
