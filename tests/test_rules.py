"""Every linguistic rule of every module fits its own example and not its false friend."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import analysis
from analysis.finding.names import saying
from analysis.finding.people import find_people
from analysis.text import Rule

# What modules put in place of a word in their patterns, and the flags they compile them with.
FILLED = {"SAYING": saying(), "PERSON": "(?:Eva|Lina) Ek"}
FLAGS = {"contacts": re.IGNORECASE, "voices": re.IGNORECASE, "numerals": re.IGNORECASE, "attributions": re.MULTILINE, "actors": re.MULTILINE}  # fmt: skip
# Modules whose rules leave the last word to the finder, because it asks for a given name besides.
DECIDED_BY_FINDER = {"people": find_people, "single_name_rules": find_people}


def list_rules():
    """Module and rule, for each rule that a module of the package holds, alone, in a tuple or in a dict of them."""
    found = []
    for module in walk_packages(analysis.__path__, "analysis."):
        if not module.name.endswith("__main__"):
            name = module.name.rpartition(".")[2]
            for value in vars(import_module(module.name)).values():
                found += [(name, rule) for rule in _rules_in(value)]
    return found


def _rules_in(value):
    if isinstance(value, Rule):
        return [value]
    if isinstance(value, dict):
        value = tuple(value.values())
    return [rule for one in value for rule in _rules_in(one)] if isinstance(value, (tuple, list)) else []


RULES = list_rules()


@pytest.mark.parametrize(("module", "rule"), RULES, ids=[f"{module}: {rule.name}" for module, rule in RULES])
def test_a_rule_fits_its_hit_and_not_its_miss_and_says_why(module, rule):
    pattern = rule.pattern
    for word, meaning in FILLED.items():
        pattern = pattern.replace(word, meaning)
    compiled = re.compile(pattern, FLAGS.get(module, 0))
    assert rule.why
    assert compiled.search(rule.hit)
    if finder := DECIDED_BY_FINDER.get(module):
        assert finder(rule.hit)
        assert not compiled.search(rule.miss) or not finder(rule.miss)
    else:
        assert not compiled.search(rule.miss)


def test_rules_are_found_in_every_module_that_finds():
    modules = {module for module, _ in RULES}
    assert {
        "contacts",
        "people",
        "attributions",
        "places",
        "dates",
        "numerals",
        "actors",
        "voices",
        "outcomes",
    } <= modules
