"""Refusals that a user can read: what happened, where, what to do."""


class UserError(Exception):
    """Something that the user can understand and mend.

    Holds the untranslated template and its values; whoever shows it translates it with
    `app.i18n.translate_error`. A value may itself be a `UserError` (a reason inside a sentence).
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        """The English sentence, for logs and command-line users without a catalogue."""
        return self.template.format(**self.values)


class JobCancelledError(Exception):
    """Raised by a progress call when the user asked to stop; work code never catches it."""
