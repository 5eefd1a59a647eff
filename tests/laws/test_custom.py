"""custom: figures and lines of the model's own."""


def test_its_lines_are_those_it_writes(component):
    """
    kind: custom
    derive:
      tickets: 1% of users * 0.1 tickets/user/month
    bill:
      - {item: support, quantity: tickets, price: $4/ticket}
      - {item: office, quantity: 3 seats, price: $98/seat/month}
    """
    # 1M users: 1,000 tickets at $4; three seats
    it = component()
    assert it["tickets"] == "1,000 tickets/month"
    assert it.lines == {"support": "$4,000/month", "office": "$294.00/month"}


def test_what_is_derived_may_rest_on_what_is_below_it(component):
    """
    kind: custom
    derive:
      agents: ceil(tickets / (250 tickets/seat/month))
      tickets: 1% of users * 0.1 tickets/user/month
    bill:
      - {item: desk, quantity: agents, price: $10/seat/month}
    """
    # 1,000 / 250 = 4
    assert component().cost == "$40.00/month"


def test_what_is_derived_hides_a_figure_of_the_same_name_inside_only(component):
    """
    kind: custom
    derive:
      requests: 7 requests/month
    bill:
      - {item: calls, quantity: requests, price: $1/request}
    """
    it = component()
    assert it.cost == "$7.00/month"
    assert str(it.plan["requests"]) == "10M requests/day"


def test_nothing_at_all_costs_nothing(component):
    """
    kind: custom
    """
    assert component().cost == "$0/month"


def test_a_line_without_a_price_is_missing(component):
    """
    kind: custom
    bill:
      - {item: seats, quantity: 3 seats, price: $1/seat/month}
      - {item: desks, quantity: 3 seats}
    """
    assert component().cost == "at least $3.00/month"
