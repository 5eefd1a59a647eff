"""Numbers with a unit, a doubt and an origin."""
