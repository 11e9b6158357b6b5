"""What an authority requires, or a person asks for, of what was captured (Protocolo 16.2, 16.3, 18.6)."""
