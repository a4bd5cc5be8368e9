#!/bin/sh
# A PostgreSQL server for tests: `postgres.sh DIR PORT`. DIR is made, or used again as it is; `-`
# is a new folder that is removed at the end. Runs until standard input ends, as in
#   sleep infinity | tests/common/postgres.sh /tmp/postgres 5433 &
#   export DIMONITOR_TEST_POSTGRES=postgres://tester@127.0.0.1:5433
# Its first line is `ready FOLDER`; anything else is why there is no server. Not as root.
# It forgets everything in a power cut, unless DIMONITOR_POSTGRES_SYNC says `on`, and lets everybody of this machine in.
if ! command -v initdb >/dev/null 2>&1; then
    for folder in /usr/lib/postgresql/*/bin; do PATH="$folder:$PATH"; done
fi
set -u
trap '' INT TERM HUP
if [ "$1" = - ]; then
    dir=$(mktemp -d /tmp/dimonitor-postgres.XXXXXX) || exit 1
else
    dir=$1
    mkdir -p "$dir" && chmod 700 "$dir" || exit 1
fi
done_with() {
    if [ "$1" = - ]; then rm -rf "$dir"; fi
}
if [ ! -e "$dir/data/PG_VERSION" ]; then
    make() { initdb -D "$dir/data" -U tester -A trust -E UTF8 --locale="$1" --no-sync >"$dir/log" 2>&1; }
    # Not C where there is another: what the program orders must not depend on it.
    if ! make en_US.UTF-8 && ! make C.UTF-8 && ! make C; then
        tail -n 3 "$dir/log"
        done_with "$1"
        exit 1
    fi
fi
postgres -D "$dir/data" -k "$dir" -p "$2" -c listen_addresses=127.0.0.1 \
    -c fsync="${DIMONITOR_POSTGRES_SYNC:-off}" -c full_page_writes=off -c max_connections=200 -c shared_buffers=128MB \
    -c max_wal_size=2GB -c log_min_messages=fatal >>"$dir/log" 2>&1 </dev/null &
server=$!
tries=0
until psql -X -q -h "$dir" -p "$2" -U tester -d postgres -c '' >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 $server 2>/dev/null; then
        tail -n 3 "$dir/log"
        kill -QUIT $server 2>/dev/null
        wait $server 2>/dev/null
        done_with "$1"
        exit 1
    fi
    sleep 0.1
done
echo "ready $dir"
exec >/dev/null
cat >/dev/null
# At once: nothing in it is wanted again, unless the folder stays.
if [ "$1" = - ]; then kill -QUIT $server; else kill -INT $server; fi
wait $server
done_with "$1"
