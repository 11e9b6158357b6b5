"""Rules of requirements: what an authority requires, or a person asks for, of the captured data (Protocolo 16.2, 16.3,
18.6).
"""
