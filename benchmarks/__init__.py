"""Measurements: the accuracy gate with its floors, a keyword baseline beside it, speed, and peers run side by side."""
