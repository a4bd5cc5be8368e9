#!/bin/sh
# A shared queue of many rows, and how fast it is read:
#   benches/shared.sh PROGRAM DIR ROWS     PROGRAM is a built dimonitor, DIR is made and stays
# Makes a PostgreSQL cluster in DIR (Debian's packages, or initdb in PATH; as root it runs as
# postgres), fills it with a million rows of `demo --rows` by `store copy`, and copies those within
# the server until there are ROWS. A second call measures what is there. Stops when less than
# 12 GB of the disk is free.
set -eu
program=$1 dir=$2 rows=${3:-1000000}
here=$(cd "$(dirname "$0")/.." && pwd)
port=${DIMONITOR_BENCH_PORT:-5439}
url=postgres://tester@127.0.0.1:$port/queue
for folder in /usr/lib/postgresql/*/bin; do PATH="$folder:$PATH"; done
mkdir -p "$dir"
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || { mkdir -p "$dir/cluster"; chown postgres "$dir/cluster"; chmod 755 "$dir"; }
cp "$here/tests/common/postgres.sh" "$dir/postgres.sh"; chmod 755 "$dir/postgres.sh"
mkfifo "$dir/open.$$"
as env PATH="$PATH" "$dir/postgres.sh" "$dir/cluster" "$port" <"$dir/open.$$" >"$dir/started" &
exec 9>"$dir/open.$$"; rm "$dir/open.$$"
tries=0
until grep -q ready "$dir/started" 2>/dev/null || [ $tries = 300 ]; do sleep 0.1; tries=$((tries + 1)); done
ask() { psql -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U tester "$@"; }
bench() { cargo bench --bench shared ${DIMONITOR_BENCH_PROFILE:+--profile "$DIMONITOR_BENCH_PROFILE"} "$@"; }
free() { df --output=avail -k "$dir" | tail -n 1; }
if [ "$(ask -d postgres -c "SELECT count(*) FROM pg_database WHERE datname = 'queue'")" = 0 ]; then
    some=$rows; [ "$some" -le 1000000 ] || some=1000000
    ask -d postgres -c "ALTER SYSTEM SET maintenance_work_mem = '1GB'" -c "ALTER SYSTEM SET shared_buffers = '1GB'" \
        -c "ALTER SYSTEM SET effective_cache_size = '8GB'" -c 'CREATE DATABASE queue' -c 'SELECT pg_reload_conf()'
    [ -e "$dir/home" ] || "$program" demo --rows "$some" --home "$dir/home"
    (cd "$here" && bench -- "$url" --fill "$dir/home/sandbox/queue.db")
    if [ "$rows" -gt "$some" ]; then
        ask -d queue -v copies=$((rows / some - 1)) -v step="$some" -f "$here/benches/shared.sql"
    fi
    ask -d queue -c 'VACUUM (ANALYZE) submission' -c 'VACUUM (ANALYZE) anomaly'
fi
[ "$(free)" -gt 12000000 ] || { echo "less than 12 GB of the disk is free: stopped"; exit 1; }
# The plans, for the second half of the table.
ask -d queue -c "ALTER DATABASE queue SET session_preload_libraries = 'auto_explain'" \
    -c 'ALTER DATABASE queue SET auto_explain.log_min_duration = -1'
ask -d queue -c "SELECT 'cluster ' || pg_size_pretty(pg_database_size('queue')) || ', table ' || pg_size_pretty(pg_table_size('submission')) || ', its indexes ' || pg_size_pretty(pg_indexes_size('submission'))"
cd "$here"
bench -- "$url" --runs "${DIMONITOR_BENCH_RUNS:-100}"
ask -d queue -c 'ALTER DATABASE queue SET auto_explain.log_min_duration = 0' \
    -c 'ALTER DATABASE queue SET log_min_messages = log'
bench -- "$url" --runs 1 --log "$dir/cluster/log"
exec 9>&-
wait
