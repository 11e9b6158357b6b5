"""The transparency log at work: sequencing, signing, proofs (Protocolo 9.14, 10.20, 12.3)."""
