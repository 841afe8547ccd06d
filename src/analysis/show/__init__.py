"""What a reader sees in a notebook; each name here is one cell's output."""

from analysis.show.agreement import (
    agreement_table,
    fresh_rounds_table,
    second_reader_table,
)
from analysis.show.appendices import (
    codebook_table,
    glossary_table,
    indicators_table,
    privacy_counts,
    sources_table,
    srqr_table,
)
from analysis.show.base import Shown, link, say, table
from analysis.show.coders import coders_table
from analysis.show.displays import meta_matrix, together_table, without_own_table
from analysis.show.eliminations import eliminations_table, methods_list, pairs_table, picked_pairs
from analysis.show.factors import (
    answer,
    evidence,
    limits,
    material,
    matrix_chart,
    matrix_table,
    prevalence_chart,
    prevalence_table,
    uncovered,
    voices_table,
)
from analysis.show.few_cases import (
    facts_list,
    outcome_split,
    readings_table,
    rulings_table,
    stability_table,
)
from analysis.show.framework import framework_table
from analysis.show.many_cases import by_group, sample, search
from analysis.show.one_case import case_answer, case_factors_table, case_heading, case_template, people_table
from analysis.show.results import (
    actors_table,
    comparability_table,
    nation_table,
    outcomes_chart,
    outcomes_table,
    suspicions_table,
)
from analysis.show.rivals import rival_evidence
from analysis.show.steps import (
    code_quality_table,
    codings_table,
    declined_table,
    log_table,
    quality_table,
    quantities_table,
    quotes_table,
    segments_table,
    sizes_table,
    trust,
)
from analysis.show.studies import studies_table
from analysis.show.summary import review_counts, summary, summary_in_other_language
from analysis.show.timeline import changes_table, timeline_chart, timeline_table
