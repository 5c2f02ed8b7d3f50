"""Real records with random mistakes: nothing raises, nothing takes long."""

import time

from mutations import examine, mutants

NUMBER = 1500
LIMIT = 1.0


def test_mutated_records_are_read_or_refused() -> None:
    for mutant in mutants(seed=20241123, number=NUMBER):
        start = time.process_time()
        for diagnostic in examine(mutant):
            place = diagnostic.place
            assert place.line >= 1, mutant
            assert place.column >= 1, mutant
        assert time.process_time() - start < LIMIT, mutant


def test_the_same_seed_gives_the_same_mistakes() -> None:
    first = [mutant.raw for mutant in mutants(seed=1, number=20)]
    assert first == [mutant.raw for mutant in mutants(seed=1, number=20)]
