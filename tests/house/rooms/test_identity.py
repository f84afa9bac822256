"""Details that would tell who somebody is: found however they are dressed up, and innocent words left alone."""

import pytest
from hypothesis import given, settings, strategies as st

from passerelle.rooms import Found
from passerelle.rooms.identity import found_in

OWN = ("Collège des Exemples", "Liège", "Sam Démo")

NUMBERS = """
    mon num c'est le 06 39 98 12 34
    0639981234
    06.39.98.12.34
    06-39-98-12-34
    06/39/98/12/34
    06 | 39 | 98 | 12 | 34
    +33 6 39 98 12 34
    0033639981234
    (+33)639981234
    0 6 3 9 9 8 1 2 3 4
    0.6.3.9.9.8.1.2.3.4
    06_39_98_12_34
    0470 12 34 56
    0470/12.34.56
    +32 470 12 34 56
    O6 39 98 l2 34
    o639981234
    ０６３９９８１２３４
    0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣1️⃣2️⃣3️⃣4️⃣
    ①②③④⑤⑥⑦⑧⑨①
    ٠٦٣٩٩٨١٢٣٤
    zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre
    zero six trente neuf quatre vingt dix huit douze trente quatre
    06 trente neuf 98 douze 34
    ZÉRO SIX, TRENTE NEUF, 98, 12, 34
    zero six three nine nine eight one two three four
    zéro quatre septante douze trente-quatre cinquante-six
    06 point 39 point 98 point 12 point 34
    06 puis 39 puis 98 puis 12 puis 34
    cero seis tres nueve nueve ocho uno dos tres
    null sechs drei neun neun acht eins zwei
"""
HANDLES = """
    mon insta @lea_demo
    @lea.demo
    insta : xyz
    insta: xyz
    Insta:xyz
    snap = leo57
    snap -> leodemo
    mon snap c'est leodemo
    mon insta c lea_demo
    mon insta cest leademo
    ajoute moi sur snap
    ajoutez-moi sur discord stp
    add me on insta
    écris-moi sur whatsapp
    discord leo57
    leo#4821
    tiktok lea.demo7
    mon pseudo insta c'est leademo
    arobase leademo
    mon gamertag: leo_57
    dm moi sur insta
"""
LINKS = """
    https://exemple.org/x
    http : //exemple.org
    www.exemple.org
    exemple.com
    exemple.fr/moi
    va sur exemple point com
    exemple (point) fr
    exemple . com
    t.me/abcdef
    wa.me/336
    discord.gg/abcd
    linktr.ee/abc
    exemple.ch
"""
MAILS = """
    sam.demo@example.org
    sam.demo @ example.org
    sam (at) example.org
    sam[at]example.org
    sam arobase exemple point fr
    samdemo@gmail
    samdemo arobase gmail
    samdemo gmail.com
    samdemo gmail point com
"""
DETAILS = """
    je suis au collège des exemples
    au COLLEGE DES EXEMPLES
    j'habite Liège
    j'habite à liege
    j'habite L i è g e
    L.I.E.G.E
    je m'appelle Sam
    moi c'est démo
    sam demo
"""
INNOCENT = """
    on se voit à 14h30
    de 14:30 à 15:30, puis 16:00
    14:30-15:30
    j'ai 16 ans et mon frère 12 ans
    de 12 à 17 ans
    en 2023-2024 j'étais en 3e
    2023, 2024, 2025
    le 12/10/2024 à 14:30
    c'était le 3/4/2025
    2024-10-12
    ça coûte 250 000 euros
    1 000 000 de vues
    10 000 000 de vues
    12/20, 15/20 et 8,5/20
    j'ai eu 15/20 14/20 12/20
    appelle le 3018
    le 3018 ou le 3020 ou le 119
    17, 112, 115, 119, 3018
    0800 200 000
    le 116 111 en Europe
    103 écoute-enfants, c'est le 103
    un deux trois soleil
    vingt-et-un ans
    cent fois, mille fois
    mon insta est privé
    sur insta ils se moquent de moi
    ils ont fait un groupe snap sans moi
    j'ai supprimé tiktok
    discord c'est trop
    mon pseudo ici c'est Lynx
    on est 10 dans la classe, 4 m'ont défendu
    c'est pas grave.Me voilà
    bonjour.ça va
    il est 8h, 9h, 10h, 11h
    j'en peux plus...je pleure
    rdv @ 18h
    niveau 12, 4500 points
    50% des gens
    1 chance sur 1000000
    je dors à 3h du mat'
    quatre-vingt-dix-neuf pour cent
    le collège c'est dur
    les autres de ma classe
    😀😀😀
    12€50 ou 13,50 €
"""


def each(text):
    """The lines of a list, one to a test."""
    return pytest.mark.parametrize("text", [line.strip() for line in text.strip().splitlines()])


@each(NUMBERS)
def test_a_telephone_number_is_found(text):
    """In figures, in words, with anything between them."""
    assert Found.PHONE in found_in(text, OWN)


@each(HANDLES)
def test_a_name_elsewhere_is_found(text):
    """With its sign or beside the name of the network."""
    assert Found.HANDLE in found_in(text, OWN)


@each(LINKS)
def test_a_link_is_found(text):
    """Also where its points are written out."""
    assert Found.LINK in found_in(text, OWN)


@each(MAILS)
def test_an_address_is_found(text):
    """Whatever stands for the sign in its middle."""
    assert Found.EMAIL in found_in(text, OWN)


@each(DETAILS)
def test_what_somebody_told_in_confidence_is_found(text):
    """As whole words, without their accents, and with their letters set apart."""
    assert found_in(text, OWN) == (Found.DETAIL,)


@each(INNOCENT)
def test_innocent_words_pass(text):
    """Hours, dates, ages, prices, marks, help lines, and talk about networks."""
    assert found_in(text, OWN) == ()


def test_a_number_over_two_lines_is_found():
    """A line break is no hiding place."""
    assert found_in("06 39 98\n12 34") == (Found.PHONE,)


def test_a_detail_is_found_as_whole_words_only():
    """Who lives in Spa may say that it is spatial, and who said their age may say a number."""
    assert found_in("spatial, 16, et les amis", ("Spa", "16 ans")) == ()
    assert found_in("le lundi au collège", ("Collège Saint-Jean",)) == ()


def test_several_sorts_are_told_each_once():
    """The leader sees why something is held, not what."""
    text = "06 39 98 12 34 ou sam@example.org, insta : xyz, https://example.org, à Liège"

    assert found_in(text, OWN) == (Found.PHONE, Found.EMAIL, Found.HANDLE, Found.LINK, Found.DETAIL)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.lists(st.text(max_size=30), max_size=3))
def test_no_text_is_too_strange_to_be_read(text, details):
    """Whatever a telephone sends has an answer."""
    assert set(found_in(text, details)) <= set(Found)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(" .-_/,:()*~"), min_size=9, max_size=9))
def test_no_sign_between_figures_hides_a_number(signs):
    """One of each kind between two digits."""
    number = "".join(digit + sign for digit, sign in zip("0639981234", [*signs, ""], strict=True))

    assert Found.PHONE in found_in(f"voilà {number} voilà")
