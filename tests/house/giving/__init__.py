"""People who give, in the house: on both databases."""
