# shellcheck shell=sh
# Sourced by ./demo and ./verify: what the build needs, found or, where that is possible, installed.
#   need jdk maven node   ends the script when one of them cannot be had

find_jdk() {
    for home in "${JAVA_HOME:-}" "$(home_of javac)"; do
        if [ -n "$home" ] && [ -x "$home/bin/javac" ] && at_least 17 "$(jdk_version "$home")"; then
            JAVA_HOME=$home
            export JAVA_HOME
            return
        fi
    done
    return 1
}

find_maven() {
    at_least 3.8 "$(mvn -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')"
}

find_node() {
    at_least 18 "$(node --version 2>/dev/null | sed 's/^v//')" && has npm
}

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if has "$name"; then
            # shellcheck disable=SC2034
            chromium=$(command -v "$name")
            return
        fi
    done
    return 1
}

# Of several the one that has the modules: a Python that was installed by hand knows none of the distribution's.
find_python() {
    python=$(
        IFS=:
        for folder in $PATH; do
            if "$folder/python3" -c 'import socketio, aiohttp, msgpack' >/dev/null 2>&1; then
                echo "$folder/python3"
                break
            fi
        done
    )
    [ -n "$python" ]
}

# Servers are where only root's PATH leads to.
find_nginx() {
    # shellcheck disable=SC2034
    nginx=$(PATH=$PATH:/usr/local/sbin:/usr/sbin command -v nginx)
}

find_haproxy() {
    # shellcheck disable=SC2034
    haproxy=$(PATH=$PATH:/usr/local/sbin:/usr/sbin command -v haproxy)
}

name_of() {
    case $1 in
        jdk) echo "a JDK, 17 or newer (javac in \$JAVA_HOME/bin or on the PATH)" ;;
        maven) echo "Apache Maven, 3.8 or newer (mvn on the PATH)" ;;
        node) echo "Node.js, 18 or newer, with npm (node and npm on the PATH)" ;;
        chromium) echo "Chromium or Google Chrome (on the PATH), for the tests in a browser" ;;
        python) echo "Python 3 with python-socketio, aiohttp and msgpack (python3 on the PATH; pip install python-socketio aiohttp msgpack), for the tests of its client" ;;
        nginx) echo "nginx, for the tests behind proxies" ;;
        haproxy) echo "HAProxy (haproxy), for the tests behind proxies" ;;
    esac
}

packages_of() {
    case $1 in
        jdk)
            # The default JDK of some releases is older than 17.
            if apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then
                echo openjdk-17-jdk-headless
            else
                echo default-jdk-headless
            fi
            ;;
        node)
            has node || echo nodejs
            has npm || echo npm
            ;;
        python) echo python3 python3-socketio python3-aiohttp python3-msgpack ;;
        *) echo "$1" ;;
    esac
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# at_least 3.8 3.8.7: is the second version not older than the first?
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

jdk_version() {
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9.]*\).*/\1/p'
}

home_of() {
    if has "$1"; then
        dirname "$(dirname "$(readlink -f "$(command -v "$1")")")"
    fi
}

say() {
    echo "${0##*/}: $*"
}

# Sets `missing` to those of its arguments that are not there.
look_for() {
    missing=
    for thing in "$@"; do
        "find_$thing" || missing="$missing $thing"
    done
}

packages() {
    for thing in $missing; do
        packages_of "$thing"
    done | tr '\n' ' ' | sed 's, $,,'
}

can_install() {
    [ -e /etc/debian_version ] && has apt-get && [ "$(id -u)" = 0 ]
}

install() {
    export DEBIAN_FRONTEND=noninteractive
    if [ -z "${updated:-}" ]; then
        say "apt-get update"
        apt-get update -qq || return
        updated=yes
    fi
    names=$(packages)
    say "apt-get install $names"
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $names >/dev/null || return
    keep_still
}

# Debian starts a server when it is installed, and whenever the machine starts: here it is a program for tests.
keep_still() {
    for thing in $missing; do
        case $thing in
            nginx | haproxy)
                service "$thing" stop || true
                update-rc.d "$thing" disable || true
                ;;
        esac
    done >/dev/null 2>&1
}

get() {
    look_for "$@"
    [ -n "$missing" ] || return 0
    if can_install; then
        install || say "apt-get failed"
        look_for "$@"
        [ -n "$missing" ] || return 0
    fi
    for thing in $missing; do
        say "missing: $(name_of "$thing")"
    done
    if has apt-get; then
        say "to install, as root: apt-get install $(packages)"
    fi
    return 1
} >&2

need() {
    get "$@" || exit 1
}
