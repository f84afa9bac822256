"""Our words and those of data·inclusion: both tables are whole, against the national vocabulary."""

from data_inclusion.schema import v1

from passerelle.directory.vocabulary import TOPICS
from passerelle.exchange import datainclusion_words as words


def test_each_topic_of_ours_has_a_theme_and_each_theme_is_known():
    """Both tables are whole, against the national vocabulary."""
    assert set(words.THEME_OF) == set(TOPICS)
    assert set(words.TOPICS_OF) == {theme.value for theme in v1.Thematique} >= set(words.THEME_OF.values())
    assert {topic for topics in words.TOPICS_OF.values() for topic in topics} <= set(TOPICS)
    assert set(words.OTHER_PUBLICS) | set(words.AUDIENCE_OF) == {public.value for public in v1.Public}
    assert set(words.KIND_OF_NETWORK) <= {network.value for network in v1.ReseauPorteur}
