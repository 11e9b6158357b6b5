"""The synthetic world: people, padrón, credentials, photos, signatures and frauds, all made from a seed.

Nobody in it exists. Every image says MUESTRA and DOCUMENTO SINTÉTICO SIN VALIDEZ.
"""
