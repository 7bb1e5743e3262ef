"""Lots that nobody could choose and everybody can recompute."""

import hashlib

from summit.domain.lots import commitment, lots, lots_by_seed, seed_of

HALF = bytes(range(32))


def test_the_lots_are_the_options_in_an_order_that_everybody_can_recompute():
    seed = hashlib.sha256(HALF + b"4 2 6").digest()
    by_hand = sorted("ABCD", key=lambda option: hashlib.sha256(seed + b"V-07" + option.encode()).digest())
    assert list(lots("ABCD", HALF, "4 2 6", "V-07")) == by_hand
    assert lots_by_seed("ABCD", seed_of(HALF, "4 2 6"), "V-07") == tuple(by_hand)


def test_the_order_given_does_not_matter_and_each_part_of_the_seed_does():
    options = [str(number) for number in range(40)]
    order = lots(options, HALF, "4 2 6", "V-07")
    assert lots(reversed(options), HALF, "4 2 6", "V-07") == order
    assert order != lots(options, HALF, "4 2 5", "V-07")
    assert order != lots(options, HALF, "4 2 6", "V-08")
    assert order != lots(options, HALF[::-1], "4 2 6", "V-07")


def test_every_option_is_first_about_as_often():
    first = [lots("ABCD", HALF, str(number), "V-1")[0] for number in range(400)]
    assert all(70 < first.count(option) < 130 for option in "ABCD")


def test_the_commitment_binds_the_half_and_does_not_show_it():
    assert commitment(HALF) == commitment(HALF) != commitment(HALF[::-1])
    assert HALF.hex() not in commitment(HALF)
    assert len(commitment(HALF)) == 64
