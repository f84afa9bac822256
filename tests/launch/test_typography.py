"""What a translation must not look like in each language."""

import pytest

from launch.typography import untidy


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("es", "¿Sí?", "Sí?"),
        ("es", "¡Hola!", "Hola!"),
        ("de", "„Löschen“", "»Löschen«"),
        ("de", "„Löschen“", "“Löschen”"),
        ("uk", "«Стерти»", "“Стерти”"),
        ("ar", "نعم، حسنا؟", "نعم, حسنا?"),
        ("ar", "«امسح»", "«امسح"),
        ("tr", "Evet?", "Evet ?"),
        ("nl", "Zo’n groep", "Zo'n groep"),
        ("en", "“Erase”", "«Erase»"),
    ],
)
def test_each_language_has_its_own_typography(language, right, wrong):
    """Quotation marks, signs of question, apostrophes."""
    assert untidy(language, right) is None
    assert untidy(language, wrong)
