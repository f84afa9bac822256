"""The young person's door: what is said, heard and understood. It opens onto the house and never onto the panel."""
