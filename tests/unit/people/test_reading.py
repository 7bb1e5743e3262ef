"""Lists of people as offices keep them: what is read, and what is wrong with every other line."""

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit.domain.badges import faults_of_badge, faults_of_name
from summit.people.models import Duty, Role
from summit.people.reading import LARGEST, Entry, Known, ListRefused, PeopleList, but_for, read_people
from summit.people.reading.cells import OFFICES_TO_WRITE
from summit.people.reading.tables import MOST_LINES_OF_A_RECORD, rows

PLAIN = "name,badge,role\nLucía Andrango,01-01,delegate\nInés Bravo,b-1,observer\n"
READ = (Entry(2, "Lucía Andrango", "01-01", Role.DELEGATE), Entry(3, "Inés Bravo", "B-1", Role.OBSERVER))
many = settings(max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "200")))


def read(text: str) -> PeopleList:
    return read_people(text.encode())


def faults(text: str) -> dict[int, str]:
    return {one.line: " ".join(one.what) for one in read(text).faults}


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_is_read_however_a_spreadsheet_saved_it(
    encoding: str, named: str, separator: str, end: str
) -> None:
    listed = read_people(PLAIN.replace(",", separator).replace("\n", end).encode(encoding))
    assert (listed.entries, listed.faults, listed.encoding) == (READ, (), named)


@pytest.mark.parametrize(
    "head",
    ["Nombre;Credencial;Rol", "NOM COMPLET;N° de badge;Rôle", "nombre_completo;Número de credencial;FUNCIÓN"],
)
@pytest.mark.parametrize("role", ["Delegada", "délégué", "DELEGATE"])
def test_columns_and_roles_are_known_in_three_languages(head: str, role: str) -> None:
    assert read(f"{head}\nLucía;01-01;{role}").entries == (Entry(2, "Lucía", "01-01", Role.DELEGATE),)


def test_columns_stand_in_any_order_and_others_are_named_as_not_read() -> None:
    listed = read("Country,ROLE,badge,Shoe size,Name\nEC,observer,B-1,38,Inés Bravo")
    assert listed.entries == (Entry(2, "Inés Bravo", "B-1", Role.OBSERVER),)
    assert listed.ignored == ("Country", "Shoe size")


def test_a_quoted_cell_may_hold_separators_marks_and_line_ends() -> None:
    listed = read('name,badge,role\n"Andrango,\n""Lucha"" Lucía",01-01,delegate\nInés,B-1,observer\n')
    assert listed.entries == (
        Entry(2, 'Andrango, "Lucha" Lucía', "01-01", Role.DELEGATE),
        Entry(4, "Inés", "B-1", Role.OBSERVER),
    )


def test_empty_lines_and_a_declared_separator_are_no_people() -> None:
    listed = read("sep=;\nname;badge;role\n\n;;\nInés, Bravo;B-1;observer\n;;\n")
    assert listed.entries == (Entry(5, "Inés, Bravo", "B-1", Role.OBSERVER),)
    assert listed.faults == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (",02-01,delegate", "The name is empty."),
        ("Nuna,,delegate", "The badge number is empty."),
        ("Nuna,02/01,delegate", "letters, figures and hyphens only"),
        (f"Nuna,{'7' * 21},delegate", "The badge number has 21 signs; at most 20"),
        (f"{'N' * 121},02-01,delegate", "The name has 121 signs; at most 120"),
        ("Nu\x07na,02-01,delegate", "signs that cannot be printed"),
        ("=1+1,02-01,delegate", "takes for a formula"),
        ("＝1+1,02-01,delegate", "takes for a formula"),
        ("Nuna,02-01,chair", "“chair” is no role: write delegate, substitute, observer or organiser."),
        ("Nuna,02-01,", "The role is empty"),
        ("Nuna,02-01", "Too few columns: 2 where 3 are needed."),
        ("Nuna,01-01,delegate", "Badge 01-01 stands on line 2 already."),
        ("Nuna,０１－01,delegate", "Badge 01-01 stands on line 2 already."),
        ("Nuna,-2-1,delegate", "A badge number begins with a letter or a figure."),
        ('"Nu"na,02-01,delegate', "The quotation marks do not pair."),
    ],
)
def test_a_faulty_line_is_named_with_what_is_wrong_and_the_others_are_read(line: str, sentence: str) -> None:
    text = PLAIN + line + "\nTomás,01-02,delegate\n"
    found = faults(text)
    assert list(found) == [4]
    assert sentence in found[4]
    assert read(text).entries == (*READ, Entry(5, "Tomás", "01-02", Role.DELEGATE))


def test_signs_that_move_a_terminal_or_turn_a_line_are_not_told_on() -> None:
    listed = read("name,badge,role,\x1b]0;x\x07\n\x1b[2JNuna \u202e,0/1,\x1b[31mking,\n")
    (fault,) = listed.faults
    assert fault.words == "\ufffd[2JNuna \ufffd · 0/1 · \ufffd[31mking"
    assert all(sentence.isprintable() for sentence in (*fault.what, *listed.ignored))


def test_all_that_is_wrong_with_a_line_is_said_at_once() -> None:
    assert faults("name,badge,role\n ,0 1,chair") == {
        2: "The name is empty. A badge number has letters, figures and hyphens only, for example 04-07. "
        "“chair” is no role: write delegate, substitute, observer or organiser."
    }


def test_a_forgotten_quotation_mark_swallows_nobody() -> None:
    text = 'name,badge,role\n"Nuna,02-01,delegate\nTomás,01-02,delegate\n"Inés",B-1,observer\n'
    assert [one.name for one in read(text).entries] == ["Tomás", "Inés"]
    assert faults(text) == {2: "The quotation marks do not pair."}


class Counted(list[str]):
    """Lines that count how often one is read."""

    taken = 0

    def __getitem__(self, at: Any) -> Any:
        self.taken += 1
        return super().__getitem__(at)


def test_no_file_is_read_again_to_its_end_for_each_of_its_lines() -> None:
    """From each of these lines on, the quotation marks pair up to the end of the file and not there."""
    lines = Counted(['x",",'] * 2_000)
    found = list(rows(lines, ","))
    assert [row.line for row in found if row.cells is None] == list(range(1, 2_001))
    assert lines.taken <= MOST_LINES_OF_A_RECORD * len(lines)


def test_a_badge_that_somebody_has_is_a_fault_that_names_them() -> None:
    holders = {"B-1": "Rosa Quilumba", "B-2": "Amaru Chimbo"}
    left = but_for(read(PLAIN + ",B-2,observer"), Known(holders))
    assert left.entries == READ[:1]
    assert [(one.line, one.what) for one in left.faults] == [
        (3, ("Badge B-1 belongs to Rosa Quilumba already.",)),
        (4, ("The name is empty.", "Badge B-2 belongs to Amaru Chimbo already.")),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf\r\n \r\n", "The file is empty."),
        (b"name,badge\nA,1", "missing: role"),
        (b"Lucia,01-01,delegate\n", "missing: name, badge, role"),
        (b"name,name,badge,role\n", "names the column name more than once"),
        (b"PK\x03\x04\x81\x8d", "The file is no text"),
        (b"\xff\xfea", "The file is no text"),
        (b"a" * (LARGEST + 1), "at most 2 MB"),
        (b"name,badge,role\n" + b"A,1,delegate\n" * 5001, "more people than the 5,000"),
        (b"name,badge,role\n" + b",,\n" * 100_001, "more than 100,000 lines"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(ListRefused, match=sentence):
        read_people(content)


HEADS = st.sampled_from(["name,badge,role\n", "nombre;credencial;rol\n", "sep=\t\nname\tbadge\trole\n", ""])
CELLS = st.text(st.sampled_from('aé",;\t\n\r01-\0=\ud7ff\u2028'), max_size=12)
LINES = st.lists(CELLS, max_size=6).map(",".join)


@many
@given(HEADS, st.one_of(st.text(), st.lists(LINES, max_size=6).map("\n".join)))
def test_any_text_is_read_or_refused_and_only_sound_entries_come_out(head: str, text: str) -> None:
    _is_sound((head + text).encode("utf-8", "replace"))


@many
@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _is_sound(content)
    _is_sound(b"name,badge,role\n" + content)


def _is_sound(content: bytes) -> None:
    try:
        listed = read_people(content)
    except ListRefused:
        return
    lines = [one.line for one in (*listed.entries, *listed.faults)]
    assert len(set(lines)) == len(lines)
    assert len({one.badge for one in listed.entries}) == len(listed.entries)
    assert not any(faults_of_name(one.name) + faults_of_badge(one.badge) for one in listed.entries)
    assert all(one.what for one in listed.faults)


MORE = (
    "Nombre;Credencial;Rol;Delegación;Mesas;Modalidad;Correo;Cargos\n"
    "Nuna Grefa;02-01;delegada;Red del Austro;Mesa 1; a distancia ;nuna@example.org;\n"
    'Kaya Cuji;02-02;suplente;;"mesa 1; MESA 2, agua";presencial;;relatora\n'
    "Inti Lema;02-03;observador;;Mesa 1;;;presidente; \n"
    'Rosa Lara;02-04;observadora;;;;;"mesa de acreditación; secretaria: Plenaria"\n'
)
BODIES = ("Plenary", "Mesa 1", "Mesa 2, agua")


def checked(text: str, by_organiser: bool = True) -> PeopleList:
    return but_for(read(text), Known({}, BODIES, by_organiser))


def test_a_list_says_delegation_bodies_offices_and_from_where_somebody_takes_part() -> None:
    listed = checked(MORE)
    assert listed.faults == ()
    first, second, third, fourth = listed.entries
    assert (first.delegation, first.bodies, first.attends, first.email) == (
        "Red del Austro", ("Mesa 1",), "remote", "nuna@example.org",
    )  # fmt: skip
    assert (second.role, second.bodies, second.attends) == ("substitute", ("Mesa 1", "Mesa 2, agua"), "room")
    assert second.offices == ((Duty.RAPPORTEUR, ""),)
    assert third.offices == ((Duty.CHAIR, "Mesa 1"),)
    assert fourth.offices == ((Duty.DESK, ""), (Duty.SECRETARY, "Plenary"))


@pytest.mark.parametrize(
    ("columns", "cells", "sentence"),
    [
        ("table", "Mesa 9", "There is no body named “Mesa 9”: found it first."),
        ("attends", "by post", "“by post” is no way to take part: write room or remote."),
        ("e-mail", "nuna.example.org", "The e-mail address has not the form name@example.org."),
        ("e-mail", "=cmd@example.org", "The e-mail address has not the form name@example.org."),
        ("delegation", "D" * 121, "The delegation has 121 signs; at most 120 are stored."),
        ("delegation", "=1+1", "The delegation begins with a sign that a spreadsheet takes for a formula."),
        ("offices", "emperor", f"“emperor” is no office: {OFFICES_TO_WRITE}."),
        ("offices", "chair", "Say of which body: “chair: Plenary”."),
        ("offices", "chair: Mesa 9", "There is no body named “Mesa 9”: found it first."),
        ("offices", "translator: Mesa 1", "A translator is one for the whole summit, not of a body."),
    ],
)
def test_what_cannot_be_stored_of_the_further_columns_is_named(
    columns: str, cells: str, sentence: str
) -> None:
    listed = checked(f"name,badge,role,{columns}\nNuna,02-01,delegate,{cells}\n")
    assert [one.what for one in listed.faults] == [(sentence,)]


def test_only_an_organiser_brings_organisers_and_gives_offices_by_a_list() -> None:
    text = (
        "name,badge,role,offices\nNuna,02-01,organiser,\nKaya,02-02,observer,translator\nInti,02-03,observer,"
    )
    assert checked(text).faults == ()
    listed = checked(text, by_organiser=False)
    assert [one.line for one in listed.faults] == [2, 3]
    assert {one.what for one in listed.faults} == {
        ("Only an organiser accredits organisers and gives offices.",)
    }


def test_trailing_cells_may_be_missing() -> None:
    (entry,) = checked("name,badge,role,delegation,e-mail\nNuna,02-01,delegate\n").entries
    assert (entry.delegation, entry.email) == ("", "")
