"""Dossier -> a dated situation report in which every sentence links to its evidence: sections of lines and notes, then Markdown, HTML or PDF."""
