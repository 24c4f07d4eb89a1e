"""Reports: a record in, what a person or a program reads out. One file a format, each with one function from a record to text."""
