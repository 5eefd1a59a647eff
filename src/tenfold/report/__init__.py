"""How results are said: a Document, and the writers that know nothing else."""
