"""A component laid out: settings that speak of each other, units that fit, words chosen."""


def test_settings_may_speak_of_each_other_whatever_their_order(plan):
    """
    components:
      db:
        kind: sql
        data: 1 TB
        replicas_per_shard: 1
        replica_price: 80% of db.price * (1 instance/replica)
        price: 2 * $50/instance/month
        storage_price: $0/GB/month
    """
    assert str(plan["db.replica_price"]) == "$80.00/replica/month"
    assert str(plan.total) == "$180.00/month"


def test_settings_in_a_circle_are_told_once_with_their_path(refused):
    """
    components:
      db:
        kind: sql
        data: 1 TB
        price: db.storage_price * 1 TB / (1 instance)
        storage_price: db.price * 1 instance / (1 TB)
    """
    assert refused() == [
        (
            "7:20 T505 circular reference: db.price -> db.storage_price -> db.price"
            " | one of them has to be stated"
        ),
    ]


def test_a_setting_that_rests_on_what_is_made_of_it_is_told_so(refused):
    """
    components:
      api:
        kind: fleet
        load: 5 requests/s
        throughput: 1 request/s/instance
        spare: 10% of api.instances
        price: api.cost / (10 instances)
    """
    assert refused() == [
        (
            "7:12 T505 'api.spare' rests on 'api.instances', which is worked out after it"
            " | name what it is made from"
        ),
        (
            "8:12 T505 'api.price' rests on 'api.cost', which is worked out after it"
            " | name what it is made from"
        ),
    ]


def test_a_stated_figure_may_speak_of_those_before_it_and_of_itself(plan):
    """
    components:
      api:
        kind: fleet
        load: 10 requests/s
        throughput: 1 request/s/instance
        instances: 2 * api.instances
        running: 25% of api.instances
        price: $1/instance/month
    """
    assert (str(plan["api.instances"]), str(plan["api.running"])) == ("20 instances", "5 instances")


def test_figures_of_another_component_are_its_own_affair(plan):
    """
    components:
      web: {kind: fleet, instances: 2 * api.instances, price: api.price}
      api: {kind: fleet, instances: 3 instances, price: $1/instance/month}
    """
    assert str(plan["web.cost"]) == "$6.00/month"
    assert [component.name for component in plan.components] == ["web", "api"]


def test_two_components_in_a_circle_are_told_once_with_the_path(refused):
    """
    components:
      a: {kind: custom, bill: [{item: x, quantity: b.cost / ($1/seat/month), price: $1/seat/month}]}
      b: {kind: custom, bill: [{item: x, quantity: a.cost / ($1/seat/month), price: $1/seat/month}]}
    """
    assert refused() == ["4:48 T505 circular reference: a -> b -> a | one of them has to be stated"]


def test_a_setting_of_another_measure_is_refused(refused):
    """
    components:
      api:
        kind: fleet
        load: 5 users
        throughput: 5
        price: {value: $5/month}
        instances: 3 GB
    """
    assert refused() == [
        (
            "5:11 T403 'load' of fleet 'api' is [user], which is not what it measures"
            " | for example 500K requests/s"
        ),
        (
            "6:17 T403 'throughput' of fleet 'api' is [plain number], which is not what it measures"
            " | for example 5,000 requests/s/instance"
        ),
        (
            "7:20 T403 'price' of fleet 'api' is [$/month], which is not what it measures"
            " | for example $0.315/instance/hour"
        ),
    ]


def test_a_figure_that_is_stated_is_measured_too(refused):
    """
    components:
      api: {kind: fleet, instances: 3 GB}
    """
    assert refused()[0].startswith("3:33 T403 'instances' of fleet 'api' is [GB]")


def test_a_bare_number_is_what_its_setting_counts(make):
    """
    components:
      api: {kind: fleet, load: 9 requests/s, throughput: 1 request/s/pod, minimum: 2 pods,
        price: $1/pod/month}
    """
    assert str(make()["api.minimum"]) == "2 pods"
    assert str(make(api__minimum="20")["api.minimum"]) == "20 pods"
    assert str(make(api__instances="7")["api.instances"]) == "7 pods"


def test_sixty_four_billion_or_bytes_is_settled_by_what_is_measured(plan):
    """
    components:
      db: {kind: sql, data: 64B, users: 1B, users_per_shard: 1B users/shard,
        price: $1/instance/month}
    """
    assert (str(plan["db.data"]), str(plan["db.users"])) == ("64 B", "1B users")


def test_a_change_may_be_in_another_currency_and_in_other_words(make):
    """
    exchange: {EUR: $2}
    components:
      api: {kind: fleet, instances: 3 instances, price: $1/instance/month}
    """
    assert str(make(api__price="€1/instance/month").total) == "$6.00/month"
    assert str(make(api__price="$24/instance/year").total) == "$6.00/month"
    assert str(make(api__price="$1/pod/month", api__instances="4 pods").total) == "$4.00/month"


def test_a_setting_in_words_is_said_by_the_last(make):
    """
    components:
      api: {kind: fleet, instances: 3, machine: {value: "small, blue", doc: ours},
        price: $1/instance/month}
    scenarios: {big: {set: {api.machine: a big one (of 10 GB)}}}
    """
    line = [
        plan.components[0].lines[0].title
        for plan in (make(), make("big"), make("big", api__machine="2x"))
    ]
    assert line == ["small, blue", "a big one (of 10 GB)", "2x"]


def test_a_default_says_that_it_is_one_until_it_is_set(make):
    """
    components:
      api: {kind: fleet, instances: 4, price: $1/instance/month}
    """
    assert make().why("api.average_load").origin.source == "default: servers that are always on"
    set_to = make(api__average_load="50% of api.average_load")
    assert str(set_to["api.average_load"]) == "50%"
    assert set_to.why("api.average_load").origin.pinned_by == "set"
    assert str(set_to.total) == "$2.00/month"


def test_what_one_setting_gets_wrong_does_not_hide_the_others(refused):
    """
    components:
      api: {kind: fleet, load: bogus, throughput: 2 bogons/s, minimum: 2 * api.load, price: $1 +}
    """
    assert [told.split()[1] for told in refused()] == ["T105", "T102", "T101"]


def test_what_is_set_to_be_computed_is_stated_no_more(make):
    """
    components:
      api:
        kind: fleet
        load: 1000 requests/s
        throughput: 100 requests/s/instance
        instances: 500 instances
        price: $1/instance/month
    scenarios:
      by_law: {set: {api.instances: computed}}
      again: {extends: by_law, set: {api.instances: 5 instances}}
      free: {set: {api.price: computed}}
    """
    assert [str(make(name).total) for name in ("", "by_law", "again")] == [
        "$500.00/month",
        "$10.00/month",
        "$5.00/month",
    ]
    assert make("free").total.missing


def test_only_what_a_component_has_can_be_set_to_be_computed(refused):
    """
    components: {api: {kind: fleet, instances: 5, price: $1/instance/month}}
    """
    (told,) = refused(api__instancs="computed")
    assert "T501 unknown figure 'api.instancs'" in told
    (told,) = refused(api__instances="computed")
    assert "T404" in told
