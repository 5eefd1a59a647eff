"""What the tests of reports share: plans of small models, and documents as text."""

import pytest

from tenfold import api
from tenfold.report.text import write

SHOP = """\
tenfold: 1
name: Shop
things: [seat]
assumptions:
  users: 5M users
  daily:
    value: 10% of users
    doc: Those of a weekday.
    source: logs of May
    as_of: 2026-05-31
    owner: web team
components:
  api:
    kind: fleet
    title: API servers
    category: Servers
    load: daily * 40 requests/user/day
    throughput: 100 requests/s/instance
    price: $0.10/instance/hour
  web:
    kind: fleet
    category: Servers
    instances: 2 instances
    machine: aws/c5.large
    price: $0.085/instance/hour
  files:
    kind: objects
    data: users * 2 MB/user
    price: $0.02/GB/month
"""


@pytest.fixture(scope="session")
def shop():
    """The plan of the shop, with more sections, read in some way."""

    def made(more="", **options):
        return api.plan(api.read(SHOP + more, "shop.yaml"), **options)

    return made


@pytest.fixture(scope="session")
def lines():
    """A document as lines of text."""

    def told(document, width=80):
        return write(document, width=width).splitlines()

    return told
