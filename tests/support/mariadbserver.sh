#!/usr/bin/env bash
# A MariaDB server for the tests, on loopback, with a folder of its own.
# Usage: mariadbserver.sh start|stop|halt|resume FOLDER PORT
# halt is a crash, behind which resume starts the same server again.
# Where MariaDB is not installed it ends with 77, which means skipped, but with 1 if CI is true.
# Run as root, the server is that of the account mysql.
set -euo pipefail

folder=$2
port=$3
server=$(command -v mariadbd || ls /usr/sbin/mariadbd 2>/dev/null || true)
if [ -z "$server" ]; then
    echo "MariaDB is not installed (Debian: the package mariadb-server)."
    [ "${CI-}" = true ] && exit 1 || exit 77
fi

as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u mysql -- "$@"; else "$@"; fi
}

# Whether any thread of the process is left; who started it may never ask how it ended.
# A pipe into grep -q would fail when grep has read enough, and its answer would be wrong.
runs() {
    grep -qsv ') [ZX] ' "/proc/$1"/task/*/stat
}

halt() {
    local pid
    if pid=$(cat "$folder/server.pid" 2>/dev/null) && kill -9 "$pid" 2>/dev/null; then
        while runs "$pid"; do read -rt 0.05 <> <(:) || true; done
        rm -f "$folder/server.pid"
    fi
}

stop() {
    halt
    rm -rf "$folder"
}

options=(--no-defaults --datadir="$folder" --innodb-buffer-pool-size=32M --innodb-log-file-size=16M
    --innodb-flush-log-at-trx-commit=2)

start() {
    stop # what an earlier run left behind
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then chown mysql "$folder"; fi
    cd "$folder"
    as_server mariadb-install-db "${options[@]}" --auth-root-authentication-method=normal \
        --skip-test-db --skip-name-resolve >"/tmp/mariadb-install-$port.log" 2>&1 \
        || { cat "/tmp/mariadb-install-$port.log"; exit 1; }
    rm -f "/tmp/mariadb-install-$port.log"
    echo "CREATE DATABASE IF NOT EXISTS parity;
        CREATE DATABASE IF NOT EXISTS bookstore;
        CREATE USER IF NOT EXISTS bookstore@'127.0.0.1' IDENTIFIED BY 'secret';
        GRANT ALL ON *.* TO bookstore@'127.0.0.1' WITH GRANT OPTION;" | as_server tee init.sql >/dev/null
    resume
}

resume() {
    if [ "$(id -u)" = 0 ]; then setsid=(setsid runuser -u mysql --); else setsid=(setsid); fi
    "${setsid[@]}" "$server" "${options[@]}" --bind-address=127.0.0.1 --port="$port" \
        --socket="$folder/server.sock" --pid-file="$folder/server.pid" --skip-name-resolve \
        --log-error="$folder/server.log" --character-set-server=utf8mb4 \
        --init-file="$folder/init.sql" </dev/null >/dev/null 2>&1 &
    for _ in $(seq 600); do
        # A ping is answered before the database is made.
        mariadb --no-defaults -h 127.0.0.1 -P "$port" -u bookstore -psecret bookstore -e "SELECT 1" \
            >/dev/null 2>&1 && return 0
        read -rt 0.1 <> <(:) || true
    done
    cat "$folder/server.log"
    exit 1
}

"$1"
