"""Feeds: how each provider's own price list is asked for and read into Rows."""
