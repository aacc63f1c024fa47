"""Whether the parts that the product stands on are there, for a monitor."""
