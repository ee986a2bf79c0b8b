# A machine to try services on: a container whose process 1 is systemd. Sourced; $machine is its name.
# shellcheck shell=bash
. "$(dirname "$0")/common.sh"

machine=baton-test-$test_name-$$

on() { docker exec "$machine" "$@"; }
service() { on systemctl "$@"; }
property() { on systemctl show -P "$2" "$1"; }
is() { [ "$(property "$1" "$2")" = "$3" ]; }
is_active() { is "$1" ActiveState active; }
says() { [[ $(property "$1" StatusText) == *$2* ]]; }
journal() { on journalctl --no-pager --no-hostname "$@"; }
has_logged() { [ "$(journal -u "$1" | grep -c -- "$2")" -gt 0 ]; }
verified() { journal -u "$1" | grep -c event=verified; }
verifies_more() { [ "$(verified "$1")" -gt "$2" ]; }
restarted() { [ "$(property "$1" NRestarts)" -gt "$2" ] && is_active "$1"; }

# Waits until a processor has verified more.
flows() { # UNIT WHAT
    wait_for 60 "$2: $1 verified more" verifies_more "$1" "$(verified "$1")"
}

end_machine() {
    local status=$?
    journal -o short-precise -u 'baton*' >"$results/$test_name-journal.log" 2>&1 || true
    docker rm -f "$machine" >/dev/null 2>&1 || true
    [ "$status" -eq 0 ] || { say "the end of $results/$test_name-journal.log:"; tail -n 40 "$results/$test_name-journal.log"; } >&2
}

has_booted() { [ "$(on systemctl is-system-running)" = running ]; }

boot_machine() {
    trap end_machine EXIT
    docker image inspect baton-systemd:bookworm >/dev/null 2>&1 ||
        docker build -t baton-systemd:bookworm - <"$root/deploy/test/machine.Dockerfile" >"$results/machine-build.log"
    docker run -d --name "$machine" --stop-signal SIGRTMIN+3 --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt seccomp=unconfined \
        --security-opt apparmor=unconfined --network none --tmpfs /run:size=512m,exec --tmpfs /run/lock --tmpfs /tmp \
        -v /sys/fs/cgroup:/sys/fs/cgroup:rw -e container=docker baton-systemd:bookworm /sbin/init >/dev/null
    wait_for 60 "the machine has booted" has_booted
}

install_package() { # FILE: on the machine, as an operator would
    docker cp "$1" "$machine:/root/baton.deb" >/dev/null
    on dpkg --force-confdef --force-confold -i /root/baton.deb >"$results/$test_name-dpkg.log" 2>&1 ||
        fail "dpkg -i: $(tail -n 5 "$results/$test_name-dpkg.log")"
}
