"""Records for people and programs: JSON, text, Markdown, HTML."""
