from summit.live.metrics import HELP, Counters, exposition, fresh, packed


def test_every_line_is_of_a_worker_and_every_metric_has_a_meaning() -> None:
    counters = Counters()
    counters.count("summit_frames_total", 3)
    counters.count('summit_answers_total{from="memory"}')
    text = exposition({"7": counters.samples(), "8": {"summit_connections": 12}})
    lines = text.splitlines()
    assert 'summit_frames_total{worker="7"} 3' in lines
    assert 'summit_answers_total{worker="7",from="memory"} 1' in lines
    assert 'summit_connections{worker="8"} 12' in lines
    assert text.endswith("\n")
    assert {line.split()[2] for line in lines if line.startswith("# HELP")} == set(HELP)


def test_a_bucket_holds_all_that_was_quicker() -> None:
    counters = Counters()
    for seconds in (0.005, 0.01, 0.2, 40.0):
        counters.lag(seconds)
    lines = exposition({"7": counters.samples()}).splitlines()
    assert 'summit_lag_seconds_bucket{worker="7",le="0.01"} 2' in lines
    assert 'summit_lag_seconds_bucket{worker="7",le="0.25"} 3' in lines
    assert 'summit_lag_seconds_bucket{worker="7",le="30.0"} 3' in lines
    assert 'summit_lag_seconds_bucket{worker="7",le="+Inf"} 4' in lines
    assert 'summit_lag_seconds_count{worker="7"} 4' in lines


def test_workers_that_have_gone_silent_are_left_out() -> None:
    kept = {"7": packed(100.0, {"summit_connections": 1}), "8": packed(80.0, {"summit_connections": 2})}
    assert fresh(kept, since=90.0) == {"7": {"summit_connections": 1}}
