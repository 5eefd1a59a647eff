"""sql: a sharded database. A month is 730 hours."""


def test_one_shard_where_nothing_asks_for_more(component):
    """
    kind: sql
    data: 500 GB
    price: $100/instance/month
    storage_price: $0.20/GB/month
    """
    # one primary, $100; 500 GB * $0.20 = $100
    it = component()
    assert (it["shards"], it["primaries"]) == ("1 shard", "1 instance")
    assert it.lines == {"primaries": "$100.00/month", "storage": "$100.00/month"}


def test_shards_by_users(component):
    """
    kind: sql
    users: 2.5M users
    users_per_shard: 1M users/shard
    price: $100/instance/month
    """
    assert component()["shards"] == "3 shards"
    assert component(users="3M users")["shards"] == "3 shards"


def test_shards_by_bytes_and_by_writes(component):
    """
    kind: sql
    data: 1.2 TB
    data_per_shard: 500 GB/shard
    writes: 9,000 transactions/s
    writes_per_shard: 1,000 transactions/s/shard
    price: $100/instance/month
    storage_price: $0/GB/month
    """
    # bytes ask for 3, writes for 9
    assert component()["shards"] == "9 shards"
    assert component(writes="2,500 transactions/s")["shards"] == "3 shards"


def test_the_largest_binds(component):
    """
    kind: sql
    users: 2M users
    users_per_shard: 1M users/shard
    data: 10 TB
    data_per_shard: 1 TB/shard
    price: $100/instance/month
    storage_price: $0/GB/month
    """
    assert component()["shards"] == "10 shards"


def test_every_shard_has_its_replicas_and_every_copy_is_stored(component):
    """
    kind: sql
    users: 10M users
    users_per_shard: 1M users/shard
    replicas_per_shard: 3
    data: 1 TB
    copies: 3x
    price: $1,200/instance/month
    replica_price: $1,000/replica/month
    storage_price: $0.17/GB/month
    """
    # 10 * $1,200 = $12,000; 30 * $1,000 = $30,000; 3,000 GB * $0.17 = $510
    it = component()
    assert (it["replicas"], it["stored"]) == ("30 replicas", "3 TB")
    assert it.lines == {
        "primaries": "$12,000/month",
        "replicas": "$30,000/month",
        "storage": "$510.00/month",
    }


def test_primaries_can_be_fewer_than_shards(component):
    """
    kind: sql
    shards: 1,000 shards
    replicas_per_shard: 3 replicas/shard
    price: $1/instance/month
    replica_price: $1/replica/month
    """
    it = component(primaries="80% of it.primaries")
    assert (it["primaries"], it["replicas"]) == ("800 instances", "3,000 replicas")


def test_more_shards_than_can_be_run_is_an_excuse(component):
    """
    kind: sql
    users: 10M users
    users_per_shard: 1M users/shard
    maximum_shards: 8 shards
    price: $1/instance/month
    """
    (excuse,) = component().plan.excuses
    assert "'it.shards' comes to 10 shards, and at most 8 shards can be had" in excuse.what
    assert not component(maximum_shards="10").plan.excuses


def test_storage_without_a_price_leaves_the_cost_open(component):
    """
    kind: sql
    data: 1 TB
    price: $100/instance/month
    """
    assert component().cost == "at least $100.00/month"
    assert component().lines["storage"] == "missing"


def test_users_without_what_a_shard_holds_are_refused(refusal):
    """
    kind: sql
    users: 10M users
    data: 1 TB
    """
    assert "sql 'it' lacks 'users_per_shard'" in refusal()


def test_copies_are_the_primarys_its_stand_bys_and_its_replicas(component):
    """
    kind: sql
    data: 1 TB
    price: $1/instance/month
    replica_price: $1/replica/month
    storage_price: $0.10/GB/month
    """
    assert component()["stored"] == "1 TB"
    assert component(availability="regional")["stored"] == "2 TB"
    assert component(replicas_per_shard="3")["stored"] == "4 TB"
    both = {"availability": "regional", "replicas_per_shard": "3"}
    assert component(both)["stored"] == "5 TB"
    assert component({**both, "copies": "2x"})["stored"] == "2 TB"


def test_backups_are_a_line_where_they_are_kept(component):
    """
    kind: sql
    data: 0 TB
    price: $1/instance/month
    backups: 500 GB
    backup_price: $0.08/GB/month
    """
    assert component().lines["backups"] == "$40.00/month"


def test_what_it_stores_on_goes_with_its_machine_unless_it_says(component):
    """
    kind: sql
    data: 100 GiB
    backups: 100 GiB
    replicas_per_shard: 1
    machine: gcp/db-n1-highmem-8
    availability: regional
    region: us-central1
    """
    # a primary with its stand-by at $1.3888 an hour, a replica alone at $0.6944; three copies on
    # zonal disks at $0.17, as a stand-by's is counted; backups at $0.08
    assert component().lines == {
        "primaries": "$1,014/month",
        "replicas": "$506.91/month",
        "storage": "$51.00/month",
        "backups": "$8.00/month",
    }
    # balanced disks are $0.10
    assert component(disk="gcp/pd-balanced").lines["storage"] == "$30.00/month"
    assert component(replica_machine="gcp/db-f1-micro").lines["replicas"] == "$7.67/month"
