"""The values everything else passes along: frozen, typed, without I/O."""
