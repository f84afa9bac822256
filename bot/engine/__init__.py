"""The engine: a script and what is known of a person's answers give what to say next.

Pure values in, pure values out, and the standard library only: no clock, no database, no Telegram. A turn can be replayed
anywhere, which is how every test and the verifier work.
"""
