"""Workflows of the transparency log: sequencing, signing, proofs (Protocolo 9.14, 10.20, 12.3)."""
