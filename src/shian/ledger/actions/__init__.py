"""The one verb of the ledger: deliver what was announced. Deeds are recorded by the gate itself."""
