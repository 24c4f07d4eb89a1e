"""How the light heads are made: features of annotated articles, a small classifier, the file that is shipped."""
