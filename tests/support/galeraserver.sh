#!/usr/bin/env bash
# A Galera cluster of three MariaDB servers for the tests, on loopback, with a folder of its own.
# Usage: galeraserver.sh start|stop FOLDER PORT
#        galeraserver.sh halt|resume FOLDER PORT NODE
# Node 1 listens at PORT + 1, and so on; up to PORT + 33 they talk with each other. halt is a crash
# of one node, behind which resume lets it join again.
# Where MariaDB or Galera is not installed it ends with 77, which means skipped, but with 1 if CI is
# true. Run as root, the servers are those of the account mysql.
set -euo pipefail

folder=$2
port=$3
nodes="1 2 3"
server=$(command -v mariadbd || ls /usr/sbin/mariadbd 2>/dev/null || true)
provider=/usr/lib/galera/libgalera_smm.so
if [ -z "$server" ] || [ ! -e "$provider" ]; then
    echo "MariaDB or Galera is not installed (Debian: the packages mariadb-server and galera-4)."
    [ "${CI-}" = true ] && exit 1 || exit 77
fi

as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u mysql -- "$@"; else "$@"; fi
}

storage=(--innodb-log-file-size=16M)

all_nodes() {
    echo "gcomm://127.0.0.1:$((port + 11)),127.0.0.1:$((port + 12)),127.0.0.1:$((port + 13))"
}

launch() { # NODE CLUSTER OPTION…
    local node=$1 cluster=$2 setsid=(setsid)
    shift 2
    if [ "$(id -u)" = 0 ]; then setsid=(setsid runuser -u mysql --); fi
    # What it inherits would keep a pipe open as long as it runs.
    (exec </dev/null >/dev/null 2>&1; cd "$folder/n$node"; "${setsid[@]}" "$server" --no-defaults --datadir="$folder/n$node" \
        "${storage[@]}" --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0 \
        --innodb-autoinc-lock-mode=2 --binlog-format=ROW --default-storage-engine=InnoDB \
        --bind-address=127.0.0.1 --port=$((port + node)) --socket="$folder/n$node/server.sock" \
        --pid-file="$folder/n$node/server.pid" --log-error="$folder/n$node/server.log" \
        --skip-name-resolve --character-set-server=utf8mb4 --wsrep-on=ON \
        --wsrep-provider="$provider" --wsrep-cluster-name=bookstore --wsrep-node-name="n$node" \
        --wsrep-node-address="127.0.0.1:$((port + 10 + node))" --wsrep-sst-method=rsync \
        --wsrep-sst-receive-address="127.0.0.1:$((port + 20 + node))" \
        --wsrep-cluster-address="$cluster" --wsrep-provider-options="gmcast.listen_addr=tcp://127.0.0.1:$((port + 10 + node));ist.recv_addr=127.0.0.1:$((port + 30 + node));gcache.size=16M" \
        "$@" &)
}

await() { # NODE
    for _ in $(seq 600); do
        [ "$(mariadb --no-defaults -S "$folder/n$1/server.sock" -u root -Nse "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'wsrep_ready'" 2>/dev/null)" = ON ] && return 0
        read -rt 0.1 <> <(:) || true
    done
    cat "$folder/n$1/server.log"
    exit 1
}

halt() { # NODE
    local pid
    if pid=$(cat "$folder/n$1/server.pid" 2>/dev/null) && kill -9 "$pid" 2>/dev/null; then
        while kill -0 "$pid" 2>/dev/null; do read -rt 0.05 <> <(:) || true; done
    fi
    rm -f "$folder/n$1/server.pid"
}

resume() { # NODE
    launch "$1" "$(all_nodes)"
    await "$1"
}

stop() {
    for node in $nodes; do halt "$node"; done
    rm -rf "$folder"
}

start() {
    stop # what an earlier run left behind
    mkdir -p "$folder/n1"
    if [ "$(id -u)" = 0 ]; then chown -R mysql "$folder"; fi
    (cd "$folder" && as_server mariadb-install-db --no-defaults --datadir="$folder/n1" \
        "${storage[@]}" --auth-root-authentication-method=normal --skip-test-db \
        --skip-name-resolve >"/tmp/mariadb-install-$port.log" 2>&1) \
        || { cat "/tmp/mariadb-install-$port.log"; exit 1; }
    rm -f "/tmp/mariadb-install-$port.log"
    # Nodes that begin with the same files have little to copy when they join.
    for node in 2 3; do as_server cp -a "$folder/n1" "$folder/n$node"; done
    launch 1 gcomm:// --wsrep-new-cluster
    await 1
    mariadb --no-defaults -S "$folder/n1/server.sock" -u root -e "CREATE DATABASE bookstore;
        CREATE USER bookstore@'127.0.0.1' IDENTIFIED BY 'secret';
        GRANT ALL ON *.* TO bookstore@'127.0.0.1';"
    for node in 2 3; do resume "$node"; done
}

cd /
"$1" "${@:4}"
