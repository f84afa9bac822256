"""The `passerelle` command: everything that starts one of the doors, or works on the house from a terminal."""
