"""Figures and components as they are written."""


def test_a_figure_is_one_quantity_or_what_is_known_of_it(model):
    """
    assumptions:
      users: 1B users
      peak:
        value: 500K requests/s
        range: 400K to 600K requests/s
        unit: requests/s
        doc: the evening
          peak
        source: forecast
        as_of: 2026-03-01
        owner: growth
    """
    short, long = model.assumptions.values()
    assert (short.name, short.formula.text, short.range, short.unit) == (
        "users",
        "1B users",
        None,
        None,
    )
    assert (short.span.line, short.formula.span.line) == (3, 3)
    assert (long.formula.text, long.range.text) == ("500K requests/s", "400K to 600K requests/s")
    assert (long.unit.text, long.doc, long.source) == ("requests/s", "the evening peak", "forecast")
    assert (long.as_of, long.owner) == ("2026-03-01", "growth")


def test_a_range_alone_is_the_formula(model):
    """
    assumptions:
      peak: {range: 2 to 4 ms}
    """
    peak = model.assumptions["peak"]
    assert (peak.formula.text, peak.range) == ("2 to 4 ms", None)


def test_a_figure_without_a_value_is_refused(told):
    """
    assumptions:
      users:
      peak: [1, 2]
      load: {doc: no value}
      size: {value: , range: }
    """
    assert told() == [
        "3:3 T225 'users' has no value | write 'users: 1M users'",
        "4:3 T225 'peak' has no value | a figure is one quantity",
        "5:3 T225 'load' has no value | say 'value:' or 'range:'",
        "6:3 T225 'size' has no value | say 'value:' or 'range:'",
    ]


def test_an_unknown_key_of_a_figure_is_refused(told):
    """
    assumptions:
      users: {valeu: 5 users, value: 6 users}
    """
    assert told() == ["3:11 T221 unknown key 'valeu' in the figure 'users' | did you mean 'value'?"]


def test_a_component_keeps_its_settings_as_they_stand(model):
    """
    components:
      api:
        kind: fleet
        title: The API
        category: Compute
        doc: What answers.
        load: 5 requests/s
        colour: red
        derive: {twice: 2 * api.instances}
        bill:
          - {item: Help desk!, quantity: 3 seats, price: $5/seat/month}
          - {item: 24x7, title: Round the clock, quantity: 1 team}
    """
    api = model.components["api"]
    assert (api.kind.text, api.title, api.category, api.doc) == (
        "fleet",
        "The API",
        "Compute",
        "What answers.",
    )
    assert {name: figure.formula.text for name, figure in api.settings.items()} == {
        "load": "5 requests/s",
        "colour": "red",
    }
    assert list(api.derive) == ["twice"]
    desk, clock = api.bill
    assert (desk.item, desk.title, desk.quantity.formula.text) == (
        "help_desk",
        "Help desk!",
        "3 seats",
    )
    assert desk.price is not None
    assert (clock.item, clock.title, clock.price) == ("_24x7", "Round the clock", None)


def test_a_component_says_its_kind(told):
    """
    components:
      api:
      web: {title: Web}
      db: custom
    """
    assert told() == [
        "3:3 T226 the component 'api' says nothing | give it a 'kind:'",
        "4:3 T226 the component 'web' has no kind | add 'kind: fleet', 'kind: custom', ...",
        "5:3 T226 the component 'db' says nothing | give it a 'kind:'",
    ]


def test_the_rest_of_a_component_without_a_kind_is_read_too(told):
    """
    components:
      web: {load: }
    """
    assert [line.split()[1] for line in told()] == ["T225", "T226"]


def test_a_bill_is_a_list_of_lines(told):
    """
    components:
      a: {kind: custom, bill: {item: x}}
      b: {kind: custom, bill: [seats]}
      c: {kind: custom, bill: [{item: x}]}
      d: {kind: custom, bill: [{quantity: 1 seat}]}
      e: {kind: custom, bill: [{item: x, quantity: 1 seat, prize: $1}]}
      f: {kind: custom, bill: [{item: x, quantity: }]}
    """
    write = "write '- {item: ..., quantity: ..., price: ...}'"
    assert told() == [
        f"3:27 T227 'bill' is a list of lines | {write}",
        f"4:28 T227 a line of a bill says item, quantity and price | {write}",
        f"5:28 T227 a line of a bill needs an 'item' and a 'quantity' | {write}",
        f"6:28 T227 a line of a bill needs an 'item' and a 'quantity' | {write}",
        "7:56 T221 unknown key 'prize' in a line of a bill | did you mean 'price'?",
        "8:47 T225 'quantity' has no value | write 'quantity: 1M users'",
    ]


def test_names_that_have_a_meaning_are_refused(told):
    """
    assumptions: {total: 5 users, 2nd: 5 users, per: 5 users}
    components: {exchange: {kind: custom}}
    """
    assert told() == [
        "2:15 T222 'total' cannot be a name | it has a meaning of its own",
        "2:31 T222 '2nd' cannot be a name | use letters, digits and '_', a letter first",
        "2:45 T222 'per' cannot be a name | it has a meaning of its own",
        "3:14 T222 'exchange' cannot be a name | it has a meaning of its own",
    ]
