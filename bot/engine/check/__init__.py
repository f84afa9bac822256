"""The verifier: everything that must be true of the conversations before they ship, proved without playing one.

A rule has one id and one French sentence that says what is wrong and what to do. A library on which all are silent cannot leave a
person without an ending, without a way to a human, or with a word that hurts.
"""

from bot.engine.check import journey, safety, sizes, structure, words
from bot.engine.check.subject import Finding, Rule, Subject

__all__ = ["RULES", "Finding", "Rule", "Subject", "check"]

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *journey.RULES,
    *safety.RULES,
    *words.RULES,
    *sizes.RULES,
)


def check(subject: Subject) -> list[Finding]:
    """Try every rule; an empty list is the proof. Works on broken libraries too: that is when it is needed."""
    return list(dict.fromkeys(finding for rule in RULES for finding in rule.find(subject)))
