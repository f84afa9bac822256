"""Alerts to the team, on their own telephones and by mail: somebody waits, and who could take them over is told.

An alert is a row of its own, put down with what it tells, and never holds content: no topic, no pseudonym, no word of a person. What
is said of a case is whether it is urgent, its area, its age band and its language.
"""
