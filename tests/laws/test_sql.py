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


def test_shards_by_the_log_that_writes_make(component):
    """
    kind: sql
    writes: 20K transactions/s
    wal_per_shard: 10 MB/s/shard
    price: $100/instance/month
    """
    # 20,000 * 2 KB = 40 MB/s: four shards; with 5 KB, ten
    it = component()
    assert (it["wal"], it["shards"]) == ("40 MB/s", "4 shards")
    assert component(wal_per_write="5 KB/transaction")["shards"] == "10 shards"


def test_a_default_is_for_whatever_is_written(component):
    """
    kind: sql
    writes: 20K messages/s
    wal_per_shard: 10 MB/s/shard
    price: $100/instance/month
    """
    assert component()["wal"] == "40 MB/s"


def test_shards_by_connections_in_use(component):
    """
    kind: sql
    writes: 4,000 transactions/s
    writes_per_shard: 5,000 transactions/s/shard
    query_time: 10 ms
    connections_per_primary: 17 connections/shard
    price: $100/instance/month
    """
    # Little: 4,000/s for 10 ms are 40 at once, of 17 a primary: 3 shards; writes ask for one
    it = component()
    assert it["connections"] == "40 connections"
    assert (it["shards_by_writes"], it["shards_by_connections"]) == ("1 shard", "3 shards")
    assert it["shards"] == "3 shards"
    # 2,000 queries a second are 20 more, unless replicas answer them
    reads = {"reads": "2,000 queries/s"}
    assert component(reads)["connections"] == "60 connections"
    replicas = {"reads_per_replica": "1,000 queries/s/replica", "replica_price": "$1/replica/month"}
    assert component({**reads, **replicas})["connections"] == "40 connections"


def test_replicas_by_reads_beside_the_writes_they_replay(component):
    """
    kind: sql
    reads: 45K queries/s
    reads_per_replica: 10K queries/s/replica
    price: $100/instance/month
    replica_price: $100/replica/month
    """
    # 4.5: five; where a fifth of each goes to replaying, 5.6: six
    it = component()
    assert (it["shards"], it["replicas"]) == ("1 shard", "5 replicas")
    assert component(write_cost="20%")["replicas"] == "6 replicas"
    assert component(replicas_at_least="8 replicas/shard")["replicas"] == "8 replicas"
    # a stated number wins
    assert component(replicas_per_shard="2")["replicas"] == "2 replicas"


def test_primaries_answer_reads_where_no_replica_does(component):
    """
    kind: sql
    data: 1 TB
    reads: 45K queries/s
    reads_per_shard: 20K queries/s/shard
    price: $100/instance/month
    storage_price: $0/GB/month
    """
    it = component()
    assert (it["shards"], list(it.lines)) == ("3 shards", ["primaries", "storage"])
    replicas = {"reads_per_replica": "20K queries/s/replica", "replica_price": "$1/replica/month"}
    assert component(replicas)["replicas"] == "3 replicas"
    assert component(replicas)["shards"] == "1 shard"


def test_every_shard_has_replicas_of_its_own(component):
    """
    kind: sql
    data: 4 TB
    data_per_shard: 1 TB/shard
    reads: 50K queries/s
    reads_per_replica: 10K queries/s/replica
    price: $100/instance/month
    replica_price: $100/replica/month
    storage_price: $0.10/GB/month
    """
    # 12.5K a shard: two replicas each, and three copies of everything
    it = component()
    assert (it["replicas_by_reads"], it["replicas"]) == ("2 replicas/shard", "8 replicas")
    assert it["stored"] == "12 TB"
    assert component(headroom="25%")["stored"] == "15 TB"
    # as many replicas as are stated hold a copy
    assert component(replicas="12 replicas")["stored"] == "16 TB"


def test_one_replica_at_least_where_it_is_asked_for(component):
    """
    kind: sql
    shards: 3 shards
    replicas_at_least: 1 replica/shard
    price: $100/instance/month
    replica_price: $100/replica/month
    """
    assert component()["replicas"] == "3 replicas"


def test_the_log_is_kept_as_far_back_as_it_can_be_restored(component):
    """
    kind: sql
    data: 1 TB
    writes: 5,000 transactions/s
    writes_per_shard: 5,000 transactions/s/shard
    average_load: 40%
    wal_retention: 7 days
    backup_copies: 2x
    price: $0/instance/month
    storage_price: $0/GB/month
    archive_price: $0.10/GB/month
    backup_price: $0.05/GB/month
    """
    # 10 MB/s at the peak, 4 MB/s on average, for 604,800 s: 2,419.2 GB; two copies of 1 TB
    it = component()
    assert it["archived"] == "2.419 TB"
    assert it.lines["archive"] == "$241.92/month"
    assert it.lines["backups"] == "$100.00/month"


def test_reads_need_somebody_who_answers_them(refusal):
    """
    kind: sql
    data: 1 TB
    reads: 45K queries/s
    """
    assert "sql 'it' lacks 'reads_per_replica'" in refusal()


def test_writes_need_what_a_shard_takes_of_them(refusal):
    """
    kind: sql
    data: 1 TB
    writes: 45K transactions/s
    query_time: 5 ms
    """
    assert "sql 'it' lacks 'writes_per_shard'" in refusal()
