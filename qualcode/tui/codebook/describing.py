"""One code in words: making it, its fields, its name, colour and key."""

from collections.abc import Mapping
from functools import partial

from qualcode.codebook.changing import Changed
from qualcode.codebook.editing import NOTHING, Description, add, edit, rename
from qualcode.codebook.foreseeing import Outcome
from qualcode.codebook.tree import Code
from qualcode.errors import InputError
from qualcode.study.file import Study
from qualcode.tui.codebook.changing import Changing, Plan
from qualcode.tui.codebook.typed import ASKED, COLOURS, TITLES, described, text_of
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.picker import Choice, Picker

OTHER, NO_COLOUR = "other", "none"


class Describing(Changing):
    """What is said of a code."""

    def do_new(self) -> None:
        code = self.tree_.code
        self._new_under(code.code.rpartition("/")[0] if code else "")

    def do_new_below(self) -> None:
        code = self.in_use()
        if code is not None:
            self._new_under(code.code)

    def _new_under(self, above: str) -> None:
        def plan(typed: Mapping[str, str]) -> Plan:
            if not typed["name"]:
                raise InputError("The code has no name yet.", "Type one.")
            path = f"{above}/{typed['name']}" if above else typed["name"]
            said = Description(definition=typed["definition"], hotkey=typed["hotkey"] or None)
            return Plan(f"Make the code {path}?", partial(add, path=path, said=said), to_new=True)

        fields = (
            Field("name", "name", hint="its name in the tree"),
            Field("definition", "definition", hint="what it means; it can follow later"),
            Field("hotkey", "hotkey", hint="one character that puts it on a passage, or nothing"),
        )
        where = f"under {above}" if above else "at the top"
        self.fill_in(f"A new code {where}", fields, plan, "makes it")

    def do_rename(self) -> None:
        code = self.in_use()
        if code is not None:
            self.fill_in(
                f"Another name for {code.code}",
                [Field("name", "name", code.last_part, "its name in the tree; all else stays")],
                lambda typed: Plan(
                    f"Rename {code.code}?", lambda study: rename(study, code.id, typed["name"])
                ),
            )

    def do_edit(self) -> None:
        code = self.in_use()
        if code is None:
            return
        fields = [
            *((field, title, text_of(code, field)) for field, title in TITLES.items()),
            ("colour", "Colour", code.colour or ""),
            ("hotkey", "Hotkey", code.hotkey or ""),
            ("domain", "Domain", "yes" if code.domain else "no"),
            ("rename", "Name in the tree", code.last_part),
        ]
        choices = [
            Choice(field, f"{title:<17}{' · '.join(text.splitlines()) or '–'}")
            for field, title, text in fields
        ]
        self.app.push_screen(Picker(f"Change what of {code.code}?", choices), self._edit_field)

    def _edit_field(self, field: str | None) -> None:
        if field in TITLES:
            self._write_field(field)
        elif field is not None:
            self.perform(field)

    def do_definition(self) -> None:
        self._write_field("definition")

    def _write_field(self, field: str) -> None:
        code = self.in_use()
        if code is not None:
            self.write_text(
                ASKED[field].format(code=code.code),
                text_of(code, field),
                lambda text: Plan(
                    f"Change {TITLES[field].lower()} of {code.code}?",
                    lambda study: _edited(study, code, described(code, field, text)),
                ),
            )

    def do_colour(self) -> None:
        code = self.in_use()
        if code is None:
            return
        choices = [
            *(Choice(value, f"■ {name}  {value}") for value, name in COLOURS.items()),
            Choice(NO_COLOUR, "none: that of its branch"),
            Choice(OTHER, "another one …"),
        ]
        picker = Picker(f"Which colour has {code.code}? (now {code.colour or 'none'})", choices)
        self.app.push_screen(picker, partial(self._coloured, code))

    def _coloured(self, code: Code, picked: str | None) -> None:
        def plan(colour: str) -> Plan:
            said = Description(colour=colour)
            return Plan(asked, lambda study: _edited(study, code, said))

        asked = f"Change the colour of {code.code}?"
        if picked == OTHER:
            field = Field("colour", "colour", code.colour or "", "like #b5495b")
            self.fill_in(asked, [field], lambda typed: plan(typed["colour"]))
        elif picked is not None:
            self.carry_out(plan("" if picked == NO_COLOUR else picked))

    def do_hotkey(self) -> None:
        code = self.in_use()
        if code is not None:
            hint = "one character that puts it on a passage; nothing: none"
            self.fill_in(
                f"The key of {code.code}",
                [Field("hotkey", "hotkey", code.hotkey or "", hint)],
                lambda typed: Plan(
                    f"Change the key of {code.code}?",
                    lambda study: _edited(study, code, Description(hotkey=typed["hotkey"])),
                ),
            )

    def do_domain(self) -> None:
        code = self.in_use()
        if code is not None:
            said = Description(domain=not code.domain)
            asked = f"Change what lies under {code.code}?"
            self.carry_out(Plan(asked, lambda study: _edited(study, code, said)))


def _edited(study: Study, code: Code, said: Description) -> Outcome:
    return Changed((), 0) if said == NOTHING else edit(study, code.code, said)
