"""Dossier -> the formats of other tools, one file a format: `holdings` gathers what all of them draw on, `formats` lists them."""
