# What the tests of this directory share. Sourced.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
test_name=$(basename "$0" .sh)
results=$root/deploy/target/service-tests
mkdir -p "$results"

say() { printf '%s: %s\n' "$test_name" "$*"; }

fail() {
    say "FAILED: $*" >&2
    exit 1
}

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || fail "waited in vain for: $what"
        sleep 0.2
    done
    say "ok: $what"
}

# expect WHAT EXPECTED FOUND
expect() {
    [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"
    say "ok: $1: $2"
}

# The Debian package that the build has made.
package() {
    local found
    found=$(find "$root/deploy/target" -maxdepth 1 -name 'baton_*_all.deb')
    [ "$(wc -l <<<"$found")" -eq 1 ] && [ -n "$found" ] || fail "expected one package in deploy/target, found '$found': mvn package makes it"
    printf '%s\n' "$found"
}

# Java's exit code, and not that of a shell around it; timing in ms.
now_ms() { date +%s%3N; }
