"""The pages of the panel, one module each: routes only, thin over what the house decides.

A page never reads a table; it asks the house, and says the answer in words.
"""
