from threading import Thread

from search.kernel.budget import Budget


def test_what_was_not_asked_for_longest_leaves_when_the_budget_is_spent():
    kept = Budget(10, len)
    for key in ("aaaa", "bbbb"):
        kept.get(key, lambda key=key: key)
    kept.get("aaaa", lambda: "never made")
    kept.get("cccc", lambda: "cccc")
    assert (kept.held, len(kept)) == (8, 2)
    assert kept.get("aaaa", lambda: "new") == "aaaa"
    assert kept.get("bbbb", lambda: "new!") == "new!"


def test_what_is_larger_than_the_budget_is_not_kept():
    kept = Budget(3, len)
    assert kept.get("a", lambda: "aaaa") == "aaaa"
    assert (kept.held, len(kept)) == (0, 0)


def test_threads_share_it_and_the_sum_stays_right():
    kept = Budget(500, len)

    def work(start):
        for at in range(2_000):
            key = (start + at * 7) % 90
            assert kept.get(key, lambda key=key: "x" * (key + 1)) == "x" * (key + 1)

    threads = [Thread(target=work, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.held == sum(len(value) for value, _size in kept._values.values()) <= 500
