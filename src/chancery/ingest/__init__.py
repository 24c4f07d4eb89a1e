"""Sources -> articles -> records -> dossier, in several processes; an article once, whatever happens in between."""
