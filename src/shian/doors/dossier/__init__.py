"""Businesses: found, listed, and each with its dossier (一企一档)."""
