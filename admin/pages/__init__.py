"""The pages of the panel, one module each: routes only, thin, over what the house decides."""
