"""pyproject.toml, requirements.lock and environment.yml say the same, and the documented commands exist.

Each check is a pure function from texts to a list of problems, so that the tests can also show that it
fails: they hand it a copy with one thing wrong.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
CONDA = (ROOT / "environment.yml").read_text("utf-8")
CITATION = (ROOT / "CITATION.cff").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
WORKFLOW = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")

CONDA_NAMES = {"matplotlib-base": "matplotlib"}  # conda-forge's name → the registry's
NOT_IN_CONDA = {"ruff", "uv"}  # tools of the make targets, not of the analysis
NEVER_LOCKED = {"ipywidgets"}  # its progress bars can hang a notebook run for ever
PYTHONS = ["3.11", "3.12", "3.13"]
TARGETS = {"help", "report", "test", "lab", "lock", "clean"}


# Reading


def read_requirements(pyproject: str) -> dict[str, Requirement]:
    """The direct dependencies, run-time and dev, by canonical name."""
    table = tomllib.loads(pyproject)
    stated = [*table["project"]["dependencies"], *table["dependency-groups"]["dev"]]
    return {canonicalize_name(r.name): r for r in map(Requirement, stated)}


def read_blocks(lock: str) -> list[str]:
    """The lock's text per pinned package: the line with the pin, its hashes and its comments."""
    return re.findall(r"^[^\s#].*\n(?:[ \t]+.*\n?)*", lock, re.MULTILINE)


def read_pins(lock: str, python: str) -> dict[str, str]:
    """Name → version of what the lock installs on Linux for one Python version.

    >>> read_pins("a==1 ; python_full_version < '3.12'\\na==2 ; python_full_version >= '3.12'\\n", "3.13")
    {'a': '2'}
    """
    place = {"python_version": python, "python_full_version": f"{python}.9", "sys_platform": "linux"}
    pins = {}
    for block in read_blocks(lock):
        pin, _, marker = block.splitlines()[0].rstrip("\\ ").partition(";")
        name, _, version = pin.strip().partition("==")
        if not marker or Marker(marker).evaluate(place):
            pins[canonicalize_name(name)] = version
    return pins


# Checking: texts in, problems out


def find_lock_problems(pyproject: str, lock: str) -> list[str]:
    """What makes the lock unfit: hosts, missing hashes, missing or wrong pins."""
    problems = [f"requirements.lock names a place: {line}" for line in lock.splitlines() if "://" in line]
    for block in read_blocks(lock):
        if "--hash=sha256:" not in block:
            problems.append(f"requirements.lock has no hash for {block.splitlines()[0]}")
    for python in PYTHONS:
        pins = read_pins(lock, python)
        for name, requirement in read_requirements(pyproject).items():
            if name not in pins:
                problems.append(f"{name} is not locked for Python {python}: run make lock")
            elif not requirement.specifier.contains(pins[name]):
                problems.append(
                    f"{name} is locked at {pins[name]}, not {requirement.specifier}: run make lock"
                )
        problems += [f"{name} must not be locked" for name in sorted(NEVER_LOCKED & pins.keys())]
    return problems


def find_conda_problems(pyproject: str, lock: str, conda: str) -> list[str]:
    """Where environment.yml differs from pyproject.toml and the lock."""
    environment = yaml.safe_load(conda)
    specs = [item for item in environment["dependencies"] if isinstance(item, str)]
    from_pip = [item["pip"] for item in environment["dependencies"] if isinstance(item, dict)]
    versions = {}
    for spec in specs:
        name, _, version = spec.partition("=")
        versions[canonicalize_name(CONDA_NAMES.get(name, name))] = version
    python = versions.pop("python", "")
    versions.pop("pip", None)

    problems = []
    if environment["channels"] != ["conda-forge", "nodefaults"]:
        problems.append("environment.yml must use conda-forge alone")
    if from_pip != [["-e ."]]:
        problems.append('environment.yml must have pip install exactly "-e ."')
    if python not in PYTHONS:
        problems.append(f"environment.yml must pin Python to one of {', '.join(PYTHONS)}")
        return problems
    wanted = read_requirements(pyproject).keys() - NOT_IN_CONDA
    problems += [f"environment.yml lacks {name}" for name in sorted(wanted - versions.keys())]
    problems += [
        f"environment.yml has {name}, pyproject.toml not" for name in sorted(versions.keys() - wanted)
    ]
    pins = read_pins(lock, python)
    for name in sorted(wanted & versions.keys()):
        if versions[name] != pins.get(name):
            problems.append(f"environment.yml pins {name}={versions[name]}, the lock {pins.get(name)}")
    return problems


def find_citation_problems(pyproject: str, citation: str) -> list[str]:
    """Where CITATION.cff is incomplete or differs from pyproject.toml."""
    project, cited = tomllib.loads(pyproject)["project"], yaml.safe_load(citation)
    problems = [f"CITATION.cff lacks {key}" for key in ("message", "title", "authors") if not cited.get(key)]
    for key, value in {
        "cff-version": "1.2.0",
        "version": project["version"],
        "license": project["license"],
    }.items():
        if cited.get(key) != value:
            problems.append(f"CITATION.cff has {key} {cited.get(key)}, expected {value}")
    return problems


def find_unpinned_actions(workflow: str) -> list[str]:
    """The actions that the workflow takes from elsewhere without a commit hash."""
    used = re.findall(r"uses:\s*(\S+)", workflow)
    return [action for action in used if not re.fullmatch(r"\S+@[0-9a-f]{40}", action)]


def read_targets(makefile: str) -> set[str]:
    """The targets that a person may name."""
    return {name for line in re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE) for name in line.split()}


def read_code(markdown: str) -> str:
    """The code in a Markdown text, inline and fenced, without its comments: where its commands stand."""
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", markdown, flags=re.MULTILINE | re.DOTALL))
    return re.sub(r"(?<!\S)#.*", "", "\n".join([*fenced, *inline]))


def read_make_commands(markdown: str) -> set[str]:
    """The make targets that a Markdown text tells to run.

    >>> sorted(read_make_commands("Run `make test` or `make PYTHON=python3.12 lab`; these make sense."))
    ['lab', 'test']
    """
    return set(re.findall(r"\bmake(?:[ ]+[A-Z_]+=\S+)*[ ]+([a-z][\w-]*)", read_code(markdown)))


def read_analysis_commands(markdown: str) -> set[str]:
    """The subcommands of `analysis` that a Markdown text tells to run.

    >>> sorted(
    ...     read_analysis_commands("`python -m analysis report`, `analysis check quality`, the analysis is")
    ... )
    ['check', 'report']
    """
    return set(re.findall(r"(?:^|-m |bin/)analysis[ ]+([a-z][\w-]*)", read_code(markdown), re.MULTILINE))


# The project's own files


def test_the_lock_pins_every_dependency_with_hashes_and_without_hosts():
    assert find_lock_problems(PYPROJECT, LOCK) == []


def test_environment_yml_is_in_step():
    assert find_conda_problems(PYPROJECT, LOCK, CONDA) == []


def test_the_citation_is_complete_and_in_step():
    assert find_citation_problems(PYPROJECT, CITATION) == []


def test_the_workflow_pins_its_actions():
    assert find_unpinned_actions(WORKFLOW) == []


def test_the_makefile_has_the_documented_targets():
    targets = read_targets(MAKEFILE)
    assert targets == TARGETS
    assert all(re.search(rf"^{target}:", MAKEFILE, re.MULTILINE) for target in targets)


@pytest.mark.parametrize(
    "module", sorted(set(re.findall(r"\$\(PY\) -m (\w+)", MAKEFILE)) - {"pip", *NOT_IN_CONDA})
)
def test_every_module_that_the_makefile_runs_is_installed(module):
    assert find_spec(module)


def test_every_make_command_of_the_readme_exists():
    commands = read_make_commands((ROOT / "README.md").read_text("utf-8"))
    assert {"report", "test"} <= commands <= TARGETS


def test_every_analysis_command_of_the_readme_exists():
    for command in sorted(read_analysis_commands((ROOT / "README.md").read_text("utf-8"))):
        run = subprocess.run(
            [sys.executable, "-m", "analysis", command, "--help"], capture_output=True, text=True
        )
        assert run.returncode == 0, f"analysis {command} --help: {run.stderr}"


# The checks can fail

PYPROJECT_SAMPLE = """
[project]
version = "1.0"
license = "MIT"
dependencies = ["pandas>=3.0", "matplotlib>=3.10"]
[dependency-groups]
dev = ["pytest>=9", "uv>=0.8"]
"""
LOCK_SAMPLE = """\
# made by make lock
matplotlib==3.11.2 \\
    --hash=sha256:aa
    # via analysis (pyproject.toml)
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:bb
numpy==2.5.4 ; python_full_version >= '3.12' \\
    --hash=sha256:cc
pandas==3.1.0 \\
    --hash=sha256:dd \\
    --hash=sha256:ee
pytest==9.2.0 \\
    --hash=sha256:ff
uv==0.13.6 \\
    --hash=sha256:00
"""
CONDA_SAMPLE = """
name: analysis
channels: [conda-forge, nodefaults]
dependencies:
  - python=3.13
  - pip
  - matplotlib-base=3.11.2
  - pandas=3.1.0
  - pytest=9.2.0
  - pip:
      - -e .
"""
CITATION_SAMPLE = """
cff-version: 1.2.0
message: Please cite.
title: A title
version: "1.0"
license: MIT
authors: [{name: Somebody}]
"""


def change(text: str, old: str, new: str) -> str:
    """A copy with one thing changed; an example that no longer fits its text is an error."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def test_the_samples_have_no_problems():
    assert find_lock_problems(PYPROJECT_SAMPLE, LOCK_SAMPLE) == []
    assert find_conda_problems(PYPROJECT_SAMPLE, LOCK_SAMPLE, CONDA_SAMPLE) == []
    assert find_citation_problems(PYPROJECT_SAMPLE, CITATION_SAMPLE) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# made by", "--index-url https://example.org\n# made by", "names a place"),
        ("pandas==3.1.0 \\", "pandas @ file:///tmp/pandas.whl \\", "names a place"),
        ("    --hash=sha256:aa\n", "", "no hash for matplotlib==3.11.2"),
        ("    --hash=sha256:00\n", "", "no hash for uv==0.13.6"),
        ("pytest==9.2.0 \\\n    --hash=sha256:ff\n", "", "pytest is not locked for Python 3.11"),
        ("pandas==3.1.0", "pandas==3.1.0 ; python_version < '3.13'", "pandas is not locked for Python 3.13"),
        ("pandas==3.1.0", "pandas==2.3.3", "pandas is locked at 2.3.3, not >=3.0"),
        (
            "uv==0.13.6",
            "ipywidgets==8.1.5 \\\n    --hash=sha256:11\nuv==0.13.6",
            "ipywidgets must not be locked",
        ),
    ],
)
def test_a_broken_lock_is_found(old, new, problem):
    problems = find_lock_problems(PYPROJECT_SAMPLE, change(LOCK_SAMPLE, old, new))
    assert problem in "\n".join(problems)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("pandas=3.1.0", "pandas=3.1.1", "pins pandas=3.1.1, the lock 3.1.0"),
        ("pandas=3.1.0", "pandas", "pins pandas=, the lock 3.1.0"),
        ("pandas=3.1.0", "pandas>=3.1.0", "lacks pandas"),
        ("matplotlib-base=3.11.2", "matplotlib-base=3.11.1", "pins matplotlib=3.11.1, the lock 3.11.2"),
        ("  - pytest=9.2.0\n", "", "lacks pytest"),
        ("  - pip\n", "  - pip\n  - rich=15.0.0\n", "has rich, pyproject.toml not"),
        ("python=3.13", "python", "must pin Python"),
        ("python=3.13", "python=3.10", "must pin Python"),
        (", nodefaults", ", defaults", "conda-forge alone"),
        ("- -e .", "- -e .\n      - rich", 'exactly "-e ."'),
    ],
)
def test_an_environment_out_of_step_is_found(old, new, problem):
    problems = find_conda_problems(PYPROJECT_SAMPLE, LOCK_SAMPLE, change(CONDA_SAMPLE, old, new))
    assert problem in "\n".join(problems)


def test_a_dependency_added_to_pyproject_alone_is_found():
    pyproject = change(PYPROJECT_SAMPLE, '"pandas>=3.0"', '"pandas>=3.0", "click>=8"')
    assert "click is not locked for Python 3.11: run make lock" in find_lock_problems(pyproject, LOCK_SAMPLE)
    assert find_conda_problems(pyproject, LOCK_SAMPLE, CONDA_SAMPLE) == ["environment.yml lacks click"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('version: "1.0"', 'version: "0.9"', "has version 0.9, expected 1.0"),
        ("message: Please cite.\n", "", "lacks message"),
        ("license: MIT", "license: CC0-1.0", "has license CC0-1.0, expected MIT"),
    ],
)
def test_a_citation_out_of_step_is_found(old, new, problem):
    assert problem in "\n".join(find_citation_problems(PYPROJECT_SAMPLE, change(CITATION_SAMPLE, old, new)))


def test_an_unpinned_action_is_found():
    assert find_unpinned_actions("- uses: actions/checkout@v7\n") == ["actions/checkout@v7"]


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("python", ["no-such-python", "false"], ids=["missing", "too old"])
def test_a_missing_or_old_python_is_said_with_what_to_do(tmp_path, python):
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    run = subprocess.run(
        ["make", f"PYTHON={python}", "report"], cwd=tmp_path, env=surroundings, capture_output=True, text=True
    )
    assert run.returncode == 2
    assert "make PYTHON=python3.12 report" in run.stderr
    assert not (tmp_path / ".venv").exists()
