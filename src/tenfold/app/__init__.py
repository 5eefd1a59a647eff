"""The doors to the world: the command line, files, and the clock."""
