"""What is seen before anything is bound: kinds, settings, names of lines."""


def test_an_unknown_kind_and_an_unknown_setting_are_told_with_what_was_meant(refused):
    """
    components:
      api: {kind: flete, load: 5 requests/s}
      db: {kind: sql, user_per_shard: 1M users/shard}
      desk: {kind: custom, seats: 5}
    """
    assert refused() == [
        "3:15 T401 unknown kind 'flete' | did you mean 'fleet'?",
        "4:19 T402 unknown setting 'user_per_shard' of sql 'db' | did you mean 'users_per_shard'?",
        (
            "5:24 T402 unknown setting 'seats' of custom 'desk'"
            " | put figures of your own under 'derive:'"
        ),
    ]


def test_what_is_derived_may_not_hide_a_setting(refused):
    """
    components:
      api: {kind: fleet, instances: 5, derive: {cost: 5 users, load: 6 users, mine: 7 users}}
    """
    assert refused() == [
        "3:45 T402 'cost' is a figure of every component | the cost is the sum of its lines",
        "3:60 T402 'load' is a figure of every fleet | a setting has this name",
    ]


def test_lines_have_names_of_their_own(refused):
    """
    components:
      a: {kind: custom, bill: [{item: x y, quantity: 1 seat}, {item: X-Y, quantity: 1 seat}]}
      b: {kind: custom, bill: [{item: stated, quantity: 1 seat}]}
      c: {kind: sql, data: 1 TB, bill: [{item: storage, quantity: 1 seat}]}
    """
    assert refused() == [
        "3:59 T227 two lines of 'a' are called 'X-Y' | give each a name of its own",
        "4:28 T227 the line of a stated cost is called 'stated' | give each a name of its own",
        "5:37 T227 'storage' is a line of 'c' already | give it a name of its own",
    ]


def test_a_component_that_is_odd_is_not_sized(refused):
    """
    components:
      db: {kind: sql, usrs: 5 users}
      api: {kind: fleet, load: db.shards * 1 request/shard/s, throughput: 1 request/s/instance}
    """
    (told,) = refused()
    assert told.startswith("3:19 T402 unknown setting 'usrs' of sql 'db'")
