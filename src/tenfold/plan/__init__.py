"""From a declared model to a bill that can explain itself."""
