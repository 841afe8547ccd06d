"""One root class for everything that can be wrong with what a person gave us."""


class AnalysisError(Exception):
    """What is wrong, where, and how to repair it; the command line shows it without a traceback.

    Give all problems of a file at once: `AnalysisError("data/raw/sources.csv", problems)`.

    >>> print(AnalysisError("data/raw/a.txt", ["the file is empty: delete it or paste the text again"]))
    data/raw/a.txt: the file is empty: delete it or paste the text again
    >>> print(AnalysisError("codebook.yml", ["line 3: no id", "line 9: no label_sv"]))
    codebook.yml: 2 problems
      line 3: no id
      line 9: no label_sv
    """

    def __init__(self, where: object, problems: list[str] | str) -> None:
        self.where = str(where)
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__(self.where, self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.where}: {self.problems[0]}"
        return "\n  ".join([f"{self.where}: {len(self.problems)} problems", *self.problems])


class ChangedSource(AnalysisError):
    """A raw file is not the one that was registered: that stops everything, since findings would rest on it."""
