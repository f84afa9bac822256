"""Builds the gazetteer that ships, from packages of public registries; run by whoever renews it, never by the program."""
