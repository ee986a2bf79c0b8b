#!/usr/bin/env bash
# docker-compose up, for real: data flows, whoever is killed, however many processors there are; nothing is lost.
# What the services logged is in deploy/target/service-tests/compose.log afterwards.
. "$(dirname "$0")/common.sh"
cd "$root"

export COMPOSE_PROJECT_NAME=baton-test-$$
# COMPOSE says which: "docker compose" is Compose 2, "docker-compose" what bears that name, 1.29 in Debian.
if [ -z "${COMPOSE:-}" ]; then
    COMPOSE="docker compose"
    ! command -v docker-compose >/dev/null || COMPOSE=docker-compose
fi
say "with $($COMPOSE version --short)"
compose() { $COMPOSE --ansi never "$@" 2>>"$results/compose.err"; }
# container SERVICE_NUMBER: its ID; the two Composes name containers differently.
container() {
    docker ps -aq --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" \
        --filter "label=com.docker.compose.service=${1%_*}" --filter "label=com.docker.compose.container-number=${1##*_}"
}
of() { docker inspect -f "$2" "$(container "$1")"; }
logs() { compose logs --no-color --no-log-prefix "$1"; }
baton() { docker exec "$(container channel_1)" baton "$@"; }

metrics() { "$root/deploy/test/metrics.py" "http://127.0.0.1:$BATON_METRICS_PORT" scrape | grep "$1"; }

finish() {
    local status=$?
    [ "$status" -eq 0 ] || compose logs --no-color -t >"$results/compose.log" 2>&1 || true
    compose --profile job --profile metrics down -v -t 30 || true
    [ "$status" -eq 0 ] || { say "the end of $results/compose.log:"; tail -n 30 "$results/compose.log"; } >&2
}
trap finish EXIT

verified() { logs "$1" | grep -c event=verified; }
verifies_more() { [ "$(verified processor)" -gt "$1" ]; }
is_healthy() { [ "$(of "$1" '{{.State.Health.Status}}')" = healthy ]; }
is_unhealthy() { [ "$(of "$1" '{{.State.Health.Status}}')" = unhealthy ]; }
restarted() { [ "$(of "$1" '{{.RestartCount}}')" -gt "$2" ] && [ "$(of "$1" '{{.State.Running}}')" = true ]; }
slots_free() { baton status /run/baton/main --format json | grep '"summary": {"free": 8,'; }

flows() { # WHAT
    wait_for 60 "$1: more was verified" verifies_more "$(($(verified processor) + 1))"
}

say "building the image, which builds Baton"
compose build channel >"$results/compose-build.log" || fail "the image does not build: $results/compose-build.log"

say "up"
compose up -d
wait_for 120 "the loader is healthy" is_healthy loader_1
wait_for 60 "processor 1 is healthy" is_healthy processor_1
wait_for 60 "processor 2 is healthy" is_healthy processor_2
flows "two processors"

say "metrics, for a Prometheus on this host"
BATON_METRICS_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export BATON_METRICS_PORT
compose --profile metrics up -d metrics
wait_for 60 "metrics are served, of both processors" metrics '^baton_members{.*,role="processor",standing="alive"} 2.0'
expect "where they are served" "127.0.0.1" "$(docker port "$(container metrics_1)" 9464 | cut -d: -f1)"
if docker exec "$(container metrics_1)" touch /run/baton/x 2>/dev/null; then fail "the metrics' container may write to the channel"; fi
compose --profile metrics rm -s -f metrics >/dev/null

for each in channel_1 loader_1 processor_1 processor_2; do
    expect "$each's user" 10001:10001 "$(of $each '{{.Config.User}}')"
    expect "$each's root file system" true "$(of $each '{{.HostConfig.ReadonlyRootfs}}')"
    expect "$each's capabilities" '[ALL]' "$(of $each '{{.HostConfig.CapDrop}}')"
    expect "$each's privileges" '[no-new-privileges:true]' "$(of $each '{{.HostConfig.SecurityOpt}}')"
    expect "$each's network" none "$(of $each '{{.HostConfig.NetworkMode}}')"
    expect "$each's process and IPC namespaces" ' private' "$(of $each '{{.HostConfig.PidMode}} {{.HostConfig.IpcMode}}')"
done
for each in loader_1 processor_1 processor_2; do
    expect "process 1 of $each" java "$(docker exec "$(container $each)" cat /proc/1/comm)"
done

# A crash: as the kernel or the machine's memory would end it, so that the restart policy answers.
for each in loader_1 processor_1 processor_2 channel_1 loader_1; do
    count=$(of $each '{{.RestartCount}}')
    kill -9 "$(of $each '{{.State.Pid}}')"
    wait_for 60 "$each was killed, and is there again" restarted $each "$count"
    flows "after that"
done
# docker kill counts as an operator's wish: no restart policy brings it back, but `up` does.
for each in loader_1 processor_1; do
    docker kill "$(container $each)" >/dev/null
    flows_in=$(verified processor)
    compose up -d --no-recreate
    wait_for 60 "$each after docker kill and up" is_healthy $each
    wait_for 60 "after that more was verified" verifies_more "$flows_in"
done

compose up -d --no-recreate --scale processor=4
wait_for 60 "processor 4 of --scale processor=4 is healthy" is_healthy processor_4
flows "four processors"
baton status /run/baton/main

# A stopped work loop is unhealthy, and healthy when it goes on; nobody takes what it holds.
kill -STOP "$(of processor_3 '{{.State.Pid}}')"
wait_for 90 "a stopped processor is unhealthy" is_unhealthy processor_3
kill -CONT "$(of processor_3 '{{.State.Pid}}')"
wait_for 60 "it goes on, healthy" is_healthy processor_3

# Everything the loader ever published was released by a processor, once: a slot's generation counts its releases.
compose stop loader
expect "the loader's exit code after stop" 143 "$(of loader_1 '{{.State.ExitCode}}')"
wait_for 60 "all slots are free" slots_free
published=$(logs loader | grep event=leaving | tail -n 1 | sed -n 's/.* sequence=\([0-9]*\).*/\1/p')
released=$(baton status /run/baton/main --format json | sed -n 's/.*"generation": \([0-9]*\).*/\1/p' | awk '{ sum += $1 } END { print sum }')
[ "${published:-0}" -gt 0 ] || fail "the loader published nothing"
expect "slots released, of $published published over all starts of all members" "$published" "$released"
if logs processor | grep -E 'level=(error|warn)' | grep -v event=reclaimed; then fail "a processor complained"; fi

compose start loader
flows "the loader goes on"
before=$(now_ms)
compose stop
took=$(($(now_ms) - before))
[ "$took" -lt 30000 ] || fail "stop took $took ms"
say "ok: stop took $took ms"
for each in loader_1 processor_1 processor_2 processor_3 processor_4; do
    expect "$each's exit code" 143 "$(of $each '{{.State.ExitCode}}')"
done
compose logs --no-color -t >"$results/compose.log"
compose down -v

say "the job"
compose --profile job up --no-color job-loader job-processor >"$results/compose-job.log"
expect "the job loader's exit code" 0 "$(of job-loader_1 '{{.State.ExitCode}}')"
expect "the job processor's exit code" 0 "$(of job-processor_1 '{{.State.ExitCode}}')"
counted=$(sed -n 's/.*"count": *\([0-9]*\).*/\1/p' "$results/compose-job.log" | awk '{ sum += $1 } END { print sum }')
rows=$(($(wc -l <docs/data/co2-concentration.csv) - 1))
expect "numbers in the statistics, two for each row" $((2 * rows)) "$counted"
docker image ls --format '{{.Repository}}:{{.Tag}} {{.Size}}' baton
say "passed"
