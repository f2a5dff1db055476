"""The program's one error tree: a short sentence of what and where, and a hint of what to do."""


class QualcodeError(Exception):
    """Something a person should read; never shown as a traceback.

    `what` says what is wrong and where, `hint` what to do about it.
    `exit_code` is the command line's answer (see docs/commands.md).
    """

    exit_code = 3

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what} {hint}".strip())
        self.what = what
        self.hint = hint


class InputError(QualcodeError):
    """What the user gave is wrong: a name, a span, an option, a file."""

    exit_code = 2


class OutcomeError(QualcodeError):
    """The study, or the result, is not as asked: a failed check, part of a batch refused."""

    exit_code = 1


class UnknownName(InputError):
    """A document, case, wave, code or coder that the study doesn't hold."""


class UnreadableFile(InputError):
    """A file that no reader can make sense of; says the file and, where known, the line."""


class StudyUnusable(InputError):
    """A file that isn't a study, is damaged, or was made by a newer program."""
