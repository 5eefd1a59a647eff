"""What a person declares: assumptions, components, readings, goals and claims."""
