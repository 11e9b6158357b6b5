"""Requirements of authorities and requests of persons, with the packages that answer them (Protocolo 16.2, 18.6)."""
