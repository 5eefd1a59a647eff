"""What the world charges: an Ask gets an Offer with a source, or is Missing."""
