"""Spreadsheets in and out: what is taken, what is named, and that nothing changes on the way round."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from shian.checklists.rules.form import Form
from shian.checklists.tests.forms import forms, forty_rows, xlsx
from shian.checklists.xlsform.exporting import workbook
from shian.checklists.xlsform.importing import Imported, import_file
from shian.registry.spreadsheets.opening import NotASpreadsheet

NAMES = ["type", "name", "label"]


def taken(tmp_path: Path, data: bytes, name: str = "form.xlsx") -> Imported:
    file = tmp_path / name
    file.write_bytes(data)
    return import_file(file)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(form=forms())
def test_exported_and_imported_it_is_the_same_form(form: Form, tmp_path: Path) -> None:
    back = taken(tmp_path, workbook(form))
    assert back.left == ()
    assert back.form == form


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms())
def test_the_field_s_own_converter_takes_what_we_export(form: Form) -> None:
    assert "<h:html" in convert(xlsform=io.BytesIO(workbook(form)), validate=False).xform


def test_forty_rows_of_an_office_and_two_of_them_named(tmp_path: Path) -> None:
    found = taken(tmp_path, forty_rows())
    assert [(one.sheet, one.row, one.name) for one in found.left] == [
        ("survey", 9, "spring.film"),
        ("survey", 39, "spring.stars"),
    ]
    assert "录像不取" in found.left[0].why
    assert len(found.form.questions) == 34
    assert found.form.by_code["spring.cold_temp"].group == ("cold",)
    assert found.form.by_code["spring.item_1"].module == "店堂"
    assert found.form.by_code["spring.item_1"].kind == "judged"
    assert found.form.by_code["spring.village"].choice_filter == "town = ${spring.town}"
    assert (found.form.key, found.form.title, found.form.version) == ("spring_check", "春节检查", "2026-1")
    assert [(one.row, one.name) for one in found.notes][:1] == [(2, "spring.cold")]


def test_the_column_question_code_wins_and_conditions_follow(tmp_path: Path) -> None:
    survey = [
        [*NAMES, "question_code", "relevant"],
        ["text", "q1", "一", "licence.displayed", ""],
        ["text", "q2", "二", "", "${q1} = 'x'"],
    ]
    form = taken(tmp_path, xlsx(survey=survey)).form
    assert [one.code for one in form.questions] == ["licence.displayed", "q2"]
    assert form.by_code["q2"].relevant == "${licence.displayed} = 'x'"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["text", "1st", "x"], "只能用字母"),
        (["text", "a__b", "x"], "只能用字母"),
        (["text", "", "x"], "只能用字母"),
        (["text", "q", ""], "没有 label"),
        (["text", "q", "字" * 301], "太长"),
        (["text", "q", "您好 ${first}"], "固定的文字"),
        (["select_one nowhere", "q", "x"], "没有「nowhere」"),
        (["select_one l or_other", "q", "x"], "or_other"),
        (["select_one l or specify other", "q", "x"], "or_other"),
        (["select_one_external l", "q", "x"], "外部选项文件不取"),
        (["select_one l m", "q", "x"], "choices 里没有「l m」"),
        (["select_one_from_file a.csv", "q", "x"], "外部选项"),
        (["deviceid", "q", "x"], "不收集"),
        (["fancy", "q", "x"], "不认得的类型"),
        (["text", "q", "x", "pulldata('a')"], "pulldata()"),
        (["text", "q", "x", "${nobody} = 1"], "nobody"),
        (["text", "q", "x", "", "${q2} = 'x'"], "只取 yes"),
        (["calculate", "q", "x"], "没有 calculation"),
        (["end_group", "", ""], "begin_group"),
        (["end repeat", "", ""], "begin_repeat"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: list[str], why: str, tmp_path: Path) -> None:
    survey = [[*NAMES, "relevant", "required"], ["text", "first", "好"], [], row]
    found = taken(tmp_path, xlsx(survey=survey, choices=[["list_name", "name", "label"], ["l", "a", "A"]]))
    assert [one.code for one in found.form.questions] == ["first"]
    assert [(one.sheet, one.row) for one in found.left] == [("survey", 4)]
    assert why in found.left[0].why


def test_a_repeat_is_named_with_all_that_stands_in_it(tmp_path: Path) -> None:
    survey = [NAMES, ["begin_repeat", "r", "R"], ["text", "in", "里"], ["begin_group", "g", "G"], ["end_group"], ["end_repeat"], ["text", "out", "外"]]  # fmt: skip
    found = taken(tmp_path, xlsx(survey=survey))
    assert [one.row for one in found.left] == [2, 3, 4, 5, 6]
    assert all("重复组" in one.why for one in found.left)
    assert [one.code for one in found.form.questions] == ["out"]


def test_what_hangs_on_an_untaken_question_goes_with_it(tmp_path: Path) -> None:
    survey = [
        [*NAMES, "relevant"],
        ["video", "v", "V"],
        ["text", "a", "A", "${v} != ''"],
        ["text", "b", "B", "${a} != ''"],
        ["text", "c", "C", "${d} = 1"],
        ["text", "d", "D", "${c} = 1"],
    ]
    found = taken(tmp_path, xlsx(survey=survey))
    assert [one.row for one in found.left][:3] == [2, 3, 4]
    assert found.form.questions == ()


def test_choices_that_cannot_be_taken_are_named_on_their_sheet(tmp_path: Path) -> None:
    choices = [
        ["list name", "name", "label", "verdict"],
        ["l", "a", "A"],
        ["l", "a", "B"],
        ["l", "c d", "C"],
        ["l", "e", "E", "good"],
    ]
    found = taken(tmp_path, xlsx(survey=[NAMES, ["select_one l", "q", "Q"]], choices=choices))
    assert [(one.sheet, one.row) for one in found.left] == [("choices", 3), ("choices", 4), ("choices", 5)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.pdf", b"%PDF-1.4"),
        ("a.xlsx", xlsx(other=[["type"]])),
        ("a.xlsx", xlsx(survey=[["nothing"]])),
        ("a.xlsx", xlsx(survey=[NAMES, *[["text", f"q{n}", "x"] for n in range(2002)]])),
    ],
)
def test_what_is_no_xlsform_is_refused_in_a_sentence(name: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotASpreadsheet):
        taken(tmp_path, data, name)


def test_a_csv_alone_is_a_survey(tmp_path: Path) -> None:
    found = taken(tmp_path, "type,name,label\ntext,q,问\n".encode(), "short.csv")
    assert [one.code for one in found.form.questions] == ["q"]
    assert found.form.key == "short"


def test_columns_of_languages_in_the_old_way_of_writing(tmp_path: Path) -> None:
    """One colon, as forms of ten years ago have it, and as pyxform still reads it."""
    survey = [
        ["type", "name", "label:English (en)", "label : 中文", "hint:zh", "label:Swahili", "media:image"],
        ["text", "a", "One", "一", "看", "moja", "a.png"],
        ["text", "b", "Two"],
    ]
    one, two = taken(tmp_path, xlsx(survey=survey)).form.questions
    assert (one.text, one.text_en, one.hint) == ("一", "One", "看")
    assert (two.text, two.text_en) == ("Two", "Two")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("select one from l", "select_one"),
        ("Select one using l", "select_one"),
        ("select all that apply from l", "select_multiple"),
        ("add select multiple prompt using l", "select_multiple"),
    ],
)
def test_types_in_the_old_way_of_writing(tmp_path: Path, typed: str, kind: str) -> None:
    book = xlsx(
        survey=[NAMES, [typed, "q", "x"]], choices=[["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]]
    )
    found = taken(tmp_path, book)
    assert [(one.kind, one.choices) for one in found.form.questions] == [(kind, "l")]


def named(found: Imported) -> list[tuple[str, int, str]]:
    """Everything that is named: rows that are left, and what of the others is passed over."""
    return [(one.sheet, one.row, one.name) for one in (*found.left, *found.notes)]


def test_blocks_that_do_not_match_are_named_and_shift_nothing(tmp_path: Path) -> None:
    survey = [
        NAMES, ["begin_repeat", "r", "R"], ["text", "in", "I"], ["end group"], ["end repeat"], ["text", "out", "O"], ["end_group"],
        ["begin_group", "g", "G"], ["text", "kept", "K"], ["end repeat"], ["begin loop over l", "lo", "L"], ["text", "looped", "L"], ["end loop"],
    ]  # fmt: skip
    found = taken(tmp_path, xlsx(survey=survey))
    assert [one.code for one in found.form.questions] == ["out", "kept"]
    assert [one.row for one in found.left] == [2, 3, 4, 5, 7, 8, 10, 11, 12, 13]
    assert "end_group" in next(one.why for one in found.left if one.row == 8)


def test_a_group_keeps_its_condition_where_its_heading_cannot_be_taken(tmp_path: Path) -> None:
    survey = [
        [*NAMES, "relevant"], ["integer", "n", "N"], ["begin_group", "g", "About ${n}", "${n} > 3"], ["text", "in", "I"], ["end_group"],
    ]  # fmt: skip
    found = taken(tmp_path, xlsx(survey=survey))
    (group,) = found.form.groups
    assert (group.label, group.relevant) == ("", "${n} > 3")
    assert named(found) == [("survey", 3, "g")]


def test_nothing_that_stands_in_a_file_is_passed_over_in_silence(tmp_path: Path) -> None:
    head = [
        *NAMES,
        "default",
        "read_only",
        "parameters",
        "media::image",
        "appearance",
        "label::Kiswahili (sw)",
        "relavant",
        "disabled",
        "calculation",
    ]
    survey = [
        head, ["integer", "a", "A", "5", "yes"], ["select_one l", "b", "B", "", "", "randomize=true", "b.png"], ["", "c", "no type"],
        ["text", "d", "D", "", "", "", "", "", "", "", "yes"], ["text", "e", "E", "", "", "", "", "multiline", "Mimi", "${a} = 1"],
        ["integer", "f", "F", "", "", "", "", "", "", "", "", "${a} + 1"], ["select_one l", "g", "G", "", "", "", "", "search('shops')"],
    ]  # fmt: skip
    choices = [
        ["list_name", "name", "label", "Town", "image"],
        ["l", "x", "X", "t", "x.png"],
        ["l", "y", "Y ${a}"],
        ["l", "o'k", "O"],
    ]
    settings = [["form_id", "default_language", "style"], ["f", "English (en)", "pages"]]
    found = taken(
        tmp_path, xlsx(survey=survey, choices=choices, settings=settings, entities=[["list_name"], ["shops"]])
    )
    assert {one.row: one.name for one in found.left if one.sheet == "survey"} == {4: "c", 5: "d", 8: "g"}
    assert [one.row for one in found.left if one.sheet == "choices"] == [3, 4]
    plain = [(one.sheet, one.row, one.name) for one in found.notes if "verdict" not in one.why]
    assert sorted(plain) == [
        ("choices", 1, "image"), ("entities", 1, ""), ("settings", 1, "style"), ("survey", 1, "appearance"), ("survey", 1, "label::Kiswahili (sw)"),
        ("survey", 1, "relavant"), ("survey", 2, "a"), ("survey", 2, "a"), ("survey", 3, "b"), ("survey", 3, "b"), ("survey", 7, "f"),
    ]  # fmt: skip


def test_columns_as_converters_of_ten_years_ago_wrote_them_and_all_sheets_in_one_csv(tmp_path: Path) -> None:
    text = (
        "survey,,,,,\n,type,name,caption,bind:constraint,bind:jr:constraintMsg,bind:relevant,bind:readonly\n,int,n,N,. < 10,less than ten,,\n"
        ",string,shown,See,,,${n} > 1,true()\n,select one from l,c,C,,,,\nchoices,,\n,list name,value,label\n,l,1,One\nsettings,,\n,set form id,title\n,old_form,Old\n"
    )
    found = taken(tmp_path, text.encode(), "old.csv")
    n, shown, _c = found.form.questions
    assert (n.constraint, n.constraint_says, shown.relevant, shown.kind) == (
        ". < 10",
        "less than ten",
        "${n} > 1",
        "note",
    )
    assert (found.form.key, found.form.title, found.left) == ("old_form", "Old", ())
    assert found.rows == {"n": 3, "shown": 4, "c": 5}


def test_a_filter_calls_a_column_by_its_own_letters_and_quotes_may_be_smart(tmp_path: Path) -> None:
    survey = [
        [*NAMES, "choice_filter", "relevant"],
        ["select_one l", "a", "A"],
        ["select_one l", "b", "B", "Town = ${a}", "${a} != ‘x’ or ${a} = “y”"],
    ]
    found = taken(tmp_path, xlsx(survey=survey, choices=[["list_name", "name", "label", "Town"], ["l", "x", "X", "x"]]))
    assert found.left == ()
    assert found.form.by_code["b"].relevant == "(${a} != 'x') or (${a} = 'y')"


def test_a_label_that_names_no_language_stands_in_where_ours_says_nothing(tmp_path: Path) -> None:
    survey = [["type", "name", "label", "label::中文 (zh)"], ["text", "a", "plain", "一"], ["text", "b", "plain"]]
    found = taken(tmp_path, xlsx(survey=survey))
    assert [one.text for one in found.form.questions] == ["一", "plain"]
    assert named(found) == []


@pytest.mark.parametrize("name", ["meta", "instanceID", "start", "End"])
def test_a_name_that_a_field_app_needs_is_refused(tmp_path: Path, name: str) -> None:
    found = taken(tmp_path, xlsx(survey=[NAMES, ["text", name, "x"]]))
    assert [(one.row, one.name) for one in found.left] == [(2, name)]
