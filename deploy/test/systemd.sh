#!/usr/bin/env bash
# The units under a real systemd: readiness, status, journal, kills, a hang, restarts, stops, boots, and who looks. The journal is in
# deploy/target/service-tests/systemd-journal.log afterwards.
. "$(dirname "$0")/machine.sh"

loader=baton-loader@demo.service
first=baton-processor@demo-1.service
second=baton-processor@demo-2.service
lookers="baton-metrics@demo.service baton-web@demo.service"
channel=/run/baton/demo

boot_machine
install_package "$(package)"

# What systemd has to say about the units: nothing, and little to lose.
said=$(on systemd-analyze verify --man=no /usr/lib/systemd/system/baton-{loader,processor,metrics,web}@.service /usr/lib/systemd/system/baton.target 2>&1)
expect "systemd-analyze verify" "" "$said"
for unit in loader processor metrics web; do
    security=$(on systemd-analyze security --offline=true "/usr/lib/systemd/system/baton-$unit@.service" | tail -n 1)
    score=$(sed -n 's/.*: \([0-9.]*\) .*/\1/p' <<<"$security")
    awk -v score="$score" 'BEGIN { exit !(score != "" && score <= 2.0) }' || fail "security of baton-$unit@: $security"
    say "ok: security of baton-$unit@: $score"
done

# Whoever only looks need not wait for a channel.
# fetch PORT PATH: by the shell, since the machine has nothing else that could; with the header in front.
fetch() { on bash -c "exec 3<>/dev/tcp/127.0.0.1/$1 && printf 'GET $2 HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 && cat <&3"; }
tells() { fetch "$1" "$2" | grep "$3"; }
# shellcheck disable=SC2086 # Units are words.
service start $lookers
wait_for 20 "metrics say that there is no channel yet" tells 9464 /metrics '^baton_channel_up.* 0'

# The processor first: not ready before there is a channel.
service start --no-block "$first"
wait_for 60 "the first processor says that it waits for the channel" says "$first" "waiting for channel"
expect "a processor without a channel is" activating "$(property "$first" ActiveState)"
service start "$loader"
on test -e "$channel/control.dat" || fail "the loader was ready before its channel was there"
wait_for 30 "the first processor is ready" is_active "$first"
service start "$second"
expect "the second, started when the channel is there, is" active "$(property "$second" ActiveState)"
flows "$first" "as started"
wait_for 30 "the loader says how fast it is" says "$loader" "MB/s"
wait_for 20 "metrics tell what the loader has published" tells 9464 /metrics 'baton_slots_published_total{.*member="demo".*} [1-9]'
wait_for 20 "the page is served" tells 8470 / '<title>.*Baton'
wait_for 20 "the page's data tell that the loader is alive" tells 8470 /look.json '"standing": *"alive"'
for unit in $lookers; do
    [[ $(property "$unit" StatusText) == *"$channel"* ]] || fail "status of $unit: $(property "$unit" StatusText)"
    if on nsenter -m -t "$(property "$unit" MainPID)" touch "$channel/control.dat" 2>/dev/null; then fail "$unit may write to the channel"; fi
    say "ok: $unit: $(property "$unit" StatusText); it may not write there"
done
service status --no-pager -n 3 "$loader"

# The journal has lines of ours without time stamps, each with its priority.
entry=$(journal -u "$loader" -o json --output-fields=MESSAGE,PRIORITY,_COMM -g event=attached | tail -n 1)
[[ $entry == *'"PRIORITY":"6"'* && $entry == *'"MESSAGE":"level=info event=attached'* ]] || fail "journal: $entry"
say "ok: a journal entry: $entry"

for unit in $loader $first $second; do
    restarts=$(property "$unit" NRestarts)
    on kill -9 "$(property "$unit" MainPID)"
    wait_for 30 "$unit was killed, and is there again" restarted "$unit" "$restarts"
    flows "$first" "after that"
done

# A stopped process answers no watchdog.
for unit in $first $loader; do
    restarts=$(property "$unit" NRestarts)
    on kill -STOP "$(property "$unit" MainPID)"
    wait_for 60 "$unit was stopped by SIGSTOP, and is there again" restarted "$unit" "$restarts"
    has_logged "$unit" "Watchdog timeout" || fail "the watchdog did not bite"
done
flows "$first" "after that"

# One side is started anew, and the other goes on.
loader_pid=$(property "$loader" MainPID)
service restart "$first"
flows "$first" "restarted"
expect "the loader's process meanwhile" "$loader_pid" "$(property "$loader" MainPID)"
second_pid=$(property "$second" MainPID)
service restart "$loader"
flows "$second" "the loader restarted"
expect "the second processor's process meanwhile" "$second_pid" "$(property "$second" MainPID)"

# Nothing was lost: all that the loader published, over all its starts, was released. A slot's generation counts releases.
slots_free() { on baton status "$channel" --format json | grep '"summary": {"free": 4,'; }
before=$(now_ms)
service stop "$loader"
say "ok: systemctl stop of the loader took $(($(now_ms) - before)) ms"
expect "systemd's last word on it" "$loader: Deactivated successfully." "$(journal -u "$loader" -o cat -g Deactivated | tail -n 1)"
wait_for 60 "all slots are free" slots_free
published=$(journal -u "$loader" -g event=leaving | tail -n 1 | sed -n 's/.* sequence=\([0-9]*\).*/\1/p')
released=$(on baton status "$channel" --format json | sed -n 's/.*"generation": \([0-9]*\).*/\1/p' | awk '{ sum += $1 } END { print sum }')
[ "${published:-0}" -gt 0 ] || fail "the loader published nothing"
expect "slots released, of $published published over all starts" "$published" "$released"

before=$(now_ms)
service stop 'baton-processor@*'
took=$(($(now_ms) - before))
[ "$took" -lt 25000 ] || fail "systemctl stop took $took ms"
say "ok: systemctl stop of two waiting processors took $took ms"

# Settings that no start will mend: it fails once, and stays so.
on sed 's/^BATON_SOURCE=.*/BATON_SOURCE=nonsense:x/' /etc/baton/demo.env | docker exec -i "$machine" tee /etc/baton/bad.env >/dev/null
if service start baton-loader@bad.service 2>/dev/null; then fail "a loader started with a source that there is not"; fi
expect "a loader with wrong settings is" "failed 64 0" \
    "$(property baton-loader@bad.service ActiveState) $(property baton-loader@bad.service ExecMainStatus) $(property baton-loader@bad.service NRestarts)"
service reset-failed baton-loader@bad.service

# Nor does one mend a file that was cut behind what it has read: so it stays down, and does not start every second for ever.
cut=baton-loader@cut.service
on bash -c 'head -c 8000000 /dev/zero >/var/lib/baton/cut.raw && chmod a+r /var/lib/baton/cut.raw'
on sed -e 's|^BATON_SOURCE=.*|BATON_SOURCE=raw:/var/lib/baton/cut.raw|' -e 's|^BATON_CHANNEL=.*|BATON_CHANNEL=/run/baton/cut|' \
    -e 's|^BATON_SLOT_LENGTH=.*|BATON_SLOT_LENGTH=1000|' /etc/baton/demo.env | docker exec -i "$machine" tee /etc/baton/cut.env >/dev/null
all_ready() { on baton status /run/baton/cut --format json | grep '"summary": {"free": 0,.*"ready": 4,'; }
service start "$cut"
wait_for 30 "the loader has filled all slots of its file's channel" all_ready
service stop "$cut"
on truncate -s 4000 /var/lib/baton/cut.raw
service start "$cut" 2>/dev/null || true # it is ready before it gets to its place in the file
wait_for 20 "it has given up" is "$cut" ActiveState failed
expect "a loader whose file was cut is" "failed 78 0" \
    "$(property "$cut" ActiveState) $(property "$cut" ExecMainStatus) $(property "$cut" NRestarts)"
service reset-failed "$cut"
on baton destroy --force /run/baton/cut

# A boot: memory is empty, everything comes up by itself, in whatever order.
journal -o short-precise -u 'baton*' >"$results/systemd-journal-before-boot.log"
# shellcheck disable=SC2086 # Units are words.
service enable -q baton.target "$loader" "$first" "$second" $lookers
docker restart -t 60 "$machine" >/dev/null
wait_for 60 "the machine has booted again" has_booted
wait_for 60 "the loader is up" is_active "$loader"
wait_for 60 "the second processor is up" is_active "$second"
flows "$second" "after a boot"
wait_for 20 "metrics are served after a boot" tells 9464 /metrics '^baton_channel_up.* 1'
service stop baton.target
# systemctl waits for the target alone.
wait_for 30 "the loader has stopped with its target" is "$loader" ActiveState inactive

# A boot without a loader: processors wait, and the boot does not wait for them.
service disable -q "$loader"
docker restart -t 60 "$machine" >/dev/null
wait_for 60 "the machine has booted without waiting" on systemctl is-active multi-user.target
wait_for 60 "a processor waits" says "$first" "waiting for channel"
service stop baton.target
say "passed"
