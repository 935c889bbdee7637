#!/usr/bin/env bash
# A PostgreSQL server for the tests, on loopback, with a folder of its own.
# Usage: postgresserver.sh start|stop|halt|resume|promote FOLDER PORT
#        postgresserver.sh follow FOLDER PORT PORT_OF_ANOTHER
# halt is a crash, behind which resume starts the same server again. follow starts a replica of
# another server, and promote makes it one that can be written to.
# Where PostgreSQL is not installed it ends with 77, which means skipped, but with 1 if CI is true.
# Run as root, the server is that of the account postgres, since it refuses to be root's.
set -euo pipefail

folder=$2
port=$3
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
if [ -z "$programs" ]; then
    echo "PostgreSQL is not installed (Debian: the package postgresql)."
    [ "${CI-}" = true ] && exit 1 || exit 77
fi

as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

halt() {
    [ ! -s "$folder/postmaster.pid" ] || as_server "$programs/pg_ctl" -D "$folder" -m immediate -w stop
}

stop() {
    halt
    rm -rf "$folder" "$folder.password"
}

resume() {
    as_server "$programs/pg_ctl" -D "$folder" -o "-p $port" -l "$folder/server.log" -w -t 60 start >/dev/null
}

start() {
    stop # what an earlier run left behind
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    chmod 700 "$folder"
    echo secret >"$folder.password"
    chmod 644 "$folder.password" # the server's account reads it
    as_server "$programs/initdb" -D "$folder" -U bookstore -A scram-sha-256 -E UTF8 --locale=C \
        --pwfile="$folder.password" --no-sync --no-instructions >/dev/null
    rm "$folder.password"
    as_server tee -a "$folder/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
max_connections = 100
shared_buffers = 32MB
fsync = off
CONF
    resume
    PGPASSWORD=secret "$programs/createdb" -h 127.0.0.1 -p "$port" -U bookstore -T template0 parity
}

follow() {
    stop
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    chmod 700 "$folder"
    as_server env PGPASSWORD=secret "$programs/pg_basebackup" -h 127.0.0.1 -p "$1" -U bookstore \
        -D "$folder" -R -X stream -c fast --no-sync
    as_server sed -i "s|^unix_socket_directories.*|unix_socket_directories = '$folder'|" \
        "$folder/postgresql.conf"
    resume
}

promote() {
    as_server "$programs/pg_ctl" -D "$folder" -w promote >/dev/null
}

cd /
"$1" "${@:4}"
