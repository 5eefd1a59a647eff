"""What can be asked of a plan: what drives its doubt, what moves it, what must be true."""
