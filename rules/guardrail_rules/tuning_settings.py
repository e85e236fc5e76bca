"""Settings of a server that change how fast it works, and nothing of what it keeps or lets in.

Named as their servers name them. PostgreSQL 17, chapters 19.4 to 19.9 and the optimizer methods and
costs of 19.7; MySQL 8.4, "Server System Variables" and "InnoDB Startup Options"; SQL Server 2022,
"Server configuration options"; Oracle 23ai, "Initialization Parameters".
"""

from __future__ import annotations

from guardrail.patterns import late

_POSTGRES = r"""
    (?:maintenance_|autovacuum_|logical_decoding_)?work_mem | shared_buffers | temp_buffers
    | effective_cache_size | (?:effective|maintenance)_io_concurrency | hash_mem_multiplier
    | huge_pages
    | (?:random|seq)_page_cost | cpu_\w+_cost | parallel_\w+_cost | min_parallel_\w+_size
    | default_statistics_target | enable_\w+ | jit\w* | geqo\w* | plan_cache_mode
    | (?:max|min)_wal_size | checkpoint_(?:timeout|completion_target|flush_after) | wal_buffers
    | wal_compression | bgwriter_\w+ | backend_flush_after
    | max_(?:worker_processes|parallel_\w+) | autovacuum_(?!enabled)\w+ | vacuum_cost_\w+
    | track_(?:io_timing|wal_io_timing|functions|activity_query_size) | pg_stat_statements\.\w+
    | log_(?:min_duration_statement|checkpoints|lock_waits|temp_files|autovacuum_min_duration)
"""
_MYSQL = r"""
    innodb_(?:buffer_pool_\w+|io_capacity\w*|(?:read|write)_io_threads|thread_concurrency|purge_threads
    |log_buffer_size|stats_\w+|adaptive_\w+|sort_buffer_size|page_cleaners|flush_neighbors)
    | thread_cache_size | table_(?:open|definition)_cache\w* | tmp_table_size | max_heap_table_size
    | (?:sort|join|read|read_rnd|key)_buffer_size | long_query_time | optimizer_\w+
    | query_cache_\w+
"""
_SQL_SERVER = r"""
    show\ advanced\ options | max\ degree\ of\ parallelism | cost\ threshold\ for\ parallelism
    | (?:max|min)\ server\ memory\b.* | min\ memory\ per\ query\b.* | index\ create\ memory\b.*
    | optimize\ for\ ad\ hoc\ workloads | backup\ (?:compression|checksum)\ .*
    | max\ worker\ threads
    | blocked\ process\ threshold\b.* | fill\ factor\b.* | network\ packet\ size\b.*
    | query\ (?:governor\ cost\ limit|wait\b.*) | recovery\ interval\b.* | cursor\ threshold
    | tempdb\ metadata\ memory-optimized | max\ text\ repl\ size\b.*
"""
_ORACLE = r"""
    _?optimizer_\w+ | cursor_sharing | open_cursors | session_cached_cursors
    | (?:sga|pga_aggregate|memory)_(?:max_)?(?:target|limit|size) | (?:db|db_\w+k)_cache_size
    | (?:shared|large|java|streams)_pool_size | parallel_\w+ | db_file_multiblock_read_count
    | result_cache_\w+ | job_queue_processes | plsql_optimize_level | star_transformation_enabled
    | statistics_level | query_rewrite_\w+ | inmemory_\w+ | filesystemio_options
    | db_writer_processes
"""
_TUNING = late(
    rf"(?ix)(?:{_POSTGRES}|{_MYSQL}|{_SQL_SERVER}|{_ORACLE})\Z",
)


def is_for_speed(setting: str) -> bool:
    """Whether a setting of a server is nothing but tuning: `work_mem`, `cursor_sharing`."""
    return _TUNING.match(setting.strip()) is not None
