#!/usr/bin/env bash
# Metrics under a real Prometheus, Debian's: it takes the format, the alerts and every query of the dashboard, and answers with
# the figures that stand in the channel, also of a member that was killed. Takes half a minute, and needs no root.
. "$(dirname "$0")/common.sh"

work=$(mktemp -d)
channel=$(mktemp -d -p /dev/shm baton-metrics.XXXXXX)/main
end() {
    local status=$?
    local running
    running=$(jobs -pr)
    [ -z "$running" ] || xargs kill -KILL <<<"$running" || true
    wait 2>/dev/null
    [ "$status" -eq 0 ] || tail -n 20 "$work"/*.log >"$results/metrics.log" 2>&1
    rm -rf "$work" "${channel%/*}"
    [ "$status" -eq 0 ] || say "what they logged last: $results/metrics.log" >&2
}
trap end EXIT

# Unpacked and not installed: the package would start a Prometheus of its own.
if command -v prometheus promtool >/dev/null; then
    tools=
else
    tools=$root/deploy/target/prometheus/usr/bin/
    if [ ! -x "${tools}promtool" ]; then
        (cd "$work" && apt-get download -qq prometheus >"$work/apt.log" 2>&1) ||
            (apt-get update -qq && cd "$work" && apt-get download -qq prometheus) >"$work/apt.log" 2>&1 ||
            fail "no Debian package of Prometheus: $(tail -n 1 "$work/apt.log")"
        dpkg -x "$work"/prometheus_*.deb "$root/deploy/target/prometheus"
    fi
fi

rules=$root/deploy/prometheus
"${tools}promtool" check rules "$rules/baton.rules.yml" >"$work/rules.log" 2>&1 || fail "promtool check rules: $(cat "$work/rules.log")"
"${tools}promtool" test rules "$rules/baton.rules.test.yml" >"$work/rules.log" 2>&1 || fail "promtool test rules: $(cat "$work/rules.log")"
say "ok: promtool check rules, promtool test rules"

# start NAME COMMAND...: its log in NAME.log; sets $pid.
start() {
    local log=$work/$1.log
    shift
    "$@" >"$log" 2>&1 &
    pid=$!
}

# Where it serves metrics, by its log: HOST:PORT.
target() { sed -n 's|.*event=metrics url=http://\([^/]*\)/metrics.*|\1|p' "$work/$1.log"; }
serves() { [ -n "$(target "$1")" ]; }

"$root/bin/baton" --version >"$work/build.log" || fail "no distribution"
start exporter "$root/bin/baton" metrics "$channel" --metrics-port 0
start loader "$root/bin/baton-loader" --channel "$channel" --name reader --source debug: --passes 50 --slots 4 --slot-length 1000 \
    --rate 100000 --metrics-port 0
start processor "$root/bin/baton-processor" --channel "$channel" --name writer --sink "raw:$work/out" --rate 500 --metrics-port 0
processor=$pid # so slow that slots are left for another
for name in exporter loader processor; do
    wait_for 60 "$name serves metrics" serves "$name"
done

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$work/prometheus.yml" <<EOF
global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
rule_files: [$rules/baton.rules.yml]
scrape_configs:
  - job_name: baton
    static_configs:
      - targets: [$(target exporter), $(target loader), $(target processor)]
EOF
"${tools}promtool" check config "$work/prometheus.yml" >"$work/config.log" 2>&1 || fail "promtool check config: $(cat "$work/config.log")"
start prometheus "${tools}prometheus" --config.file "$work/prometheus.yml" --storage.tsdb.path "$work/data" \
    --web.listen-address "127.0.0.1:$port" --web.console.templates "$work" --web.console.libraries "$work"
prometheus() { "$root/deploy/test/metrics.py" "http://127.0.0.1:$port" "$@"; }
# answers EXPR VALUE
answers() { [ "$(prometheus query "$1")" = "$2" ]; }

wait_for 60 "Prometheus scrapes all three" answers 'sum(up{job="baton"})' 3
wait_for 60 "it sees the channel from all three" answers 'count(baton_channel_up == 1)' 3
wait_for 60 "it sees both members alive" answers \
    'sum(max without (instance, job) (baton_members{standing="alive"}))' 2
wait_for 60 "slots are handed over" answers 'count(sum by (member) (baton_slots_released_total{member="writer"}) > 0)' 1
for name in exporter loader processor; do
    "$root/deploy/test/metrics.py" "http://$(target "$name")" scrape >"$work/$name.metrics" || fail "no scrape of $name"
    "${tools}promtool" check metrics <"$work/$name.metrics" >"$work/check.log" 2>&1 ||
        fail "promtool check metrics of $name: $(cat "$work/check.log")"
done
say "ok: promtool check metrics, of all three"

# While all metrics are there: those of every rule and panel are among them.
are_evaluated() { [ "$(prometheus health)" = ok ]; }
wait_for 30 "the rules have been evaluated, all without an error" are_evaluated
expressions=$(prometheus expressions "$root") || fail "a rule or the dashboard asks for what nobody serves"
say "ok: $expressions"

say "the processor is killed"
kill -KILL "$processor"
wait "$processor" 2>/dev/null || true
wait_for 60 "Prometheus is told of its death" answers \
    'sum(max without (instance, job) (baton_members{role="processor",standing="dead"}))' 1
alert='count(ALERTS{alertname="BatonMemberDead"}) or vector(0)'
wait_for 30 "the alert on it is pending" answers "$alert" 1
start another "$root/bin/baton-processor" --channel "$channel" --name another --sink null:
another=$pid
wait "$another" || fail "the second processor ended with exit code $?: $(tail -n 3 "$work/another.log")"

# Both have ended; what they have counted is still there, and of the dead one too.
wait_for 60 "slots published, as the loader was told to" answers 'sum(baton_slots_published_total{member="reader"})' 50
wait_for 60 "slots processed, by the dead and the living" answers 'sum(baton_slots_released_total)' 50
expect "elements in and out" "50000 50000" "$(prometheus query 'sort(sum by (role) (baton_elements_total))')"
expect "slots that are free" 4 "$(prometheus query 'max without (instance, job) (baton_slots{state="free"})')"
expect "bytes of output that count, of the killed processor" "$(prometheus query 'sum(baton_bytes_total{member="writer"})')" \
    "$(prometheus query 'sum(baton_sink_position_bytes{member="writer"})')"
"$root/bin/baton" status "$channel" --format json >"$work/status.json"
of_status=$(python3 -c '
import json, sys
members = json.load(open(sys.argv[1]))["members"]
print(*sorted(m["counters"]["slots_released_total"] for m in members if m["role"] == "processor"))' "$work/status.json")
expect "slots by processor, as baton status has them" "$of_status" \
    "$(prometheus query 'sort(baton_slots_released_total{role="processor"})')"
code=0
taken=$(target exporter)
"$root/bin/baton" metrics "$channel" --metrics-port "${taken##*:}" >"$work/taken.out" 2>"$work/taken.log" || code=$?
expect "exit code when the port is taken" 75 "$code"
grep -q "another process listens there" "$work/taken.log" || fail "no word of who has the port: $(cat "$work/taken.log")"
say "passed"
