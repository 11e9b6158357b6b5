"""Rules of the transparency log, by which anybody can check what was received without trusting the INE (9.14, 10.20,
12.3).
"""
