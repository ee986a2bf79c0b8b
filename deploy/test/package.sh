#!/usr/bin/env bash
# The Debian package: lintian, then install, upgrade, remove and purge on a clean machine with services running.
. "$(dirname "$0")/machine.sh"

loader=baton-loader@demo.service
processor=baton-processor@demo-1.service
deb=$(package)

command -v lintian >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends lintian >/dev/null
lintian --allow-root --fail-on error "$deb" >"$results/lintian.log" 2>&1 || fail "lintian: $(grep ^E: "$results/lintian.log")"
say "ok: lintian: no error, $(grep -c ^W: "$results/lintian.log") warnings"

boot_machine
files() { on find / -xdev \( -path /proc -o -path /sys -o -path /root -o -path /var/lib/dpkg -o -path /var/log \) -prune -o -iname '*baton*' -print; }
expect "anything of Baton on a clean machine" "" "$(files)"

say "install"
install_package "$deb"
on baton --version
expect "the channels' directory" "750 baton baton" "$(on stat -c '%a %U %G' /run/baton)"
on sh -c 'test -f /usr/lib/baton/lib/cds/*.jsa && test -f /usr/lib/baton/lib/native/*/libjnidispatch.so' ||
    fail "postinst made no class-data archive, or no native library: $(cat "$results/package-dpkg.log")"
for page in baton baton-alive baton-loader baton-processor baton-status; do
    on sh -c "zcat /usr/share/man/man1/$page.1.gz" | grep '^.SH "EXIT STATUS"' >/dev/null || fail "man page of $page"
done
on bash -c '. /usr/share/bash-completion/completions/baton-loader && complete -p baton-loader' >/dev/null || fail "no completion"
expect "what has no man page in /usr/bin" "" "$(on sh -c 'for c in /usr/bin/baton*; do
    [ -f "/usr/share/man/man1/${c##*/}.1.gz" ] || echo "$c"; done')"
on test -s /usr/share/baton/prometheus/baton.rules.yml -a -s /usr/share/baton/grafana/baton-dashboard.json ||
    fail "no alerts, or no dashboard, in /usr/share/baton"
expect "baton-alive without a status file" "3" "$(on baton-alive /run/none >/dev/null && echo 0 || echo $?)"
service start "$loader" "$processor" baton-web@demo.service
flows "$processor" "installed"

say "upgrade, over changed settings, under load"
newer=$(mktemp -d)
dpkg-deb -R "$deb" "$newer/root"
sed -i 's/^Version:.*/Version: 99.0/' "$newer/root/DEBIAN/control"
sed -i 's/^# At most.*/# Changed by the package./' "$newer/root/etc/baton/demo.env"
dpkg-deb -b --root-owner-group "$newer/root" "$newer/baton_99.0_all.deb" >/dev/null
on sed -i 's/^BATON_RATE=.*/BATON_RATE=9000000/' /etc/baton/demo.env
pid=$(property "$loader" MainPID)
install_package "$newer/baton_99.0_all.deb"
rm -rf "$newer"
expect "the version installed" 99.0 "$(on dpkg-query -W -f '${Version}' baton)"
expect "the operator's setting" BATON_RATE=9000000 "$(on grep ^BATON_RATE /etc/baton/demo.env)"
wait_for 30 "the loader is up again" is_active "$loader"
[ "$(property "$loader" MainPID)" != "$pid" ] || fail "the loader still runs on the old files"
flows "$processor" "upgraded"
has_logged "$loader" event=resumed || fail "the loader did not go on where it was"

say "remove"
on dpkg -r baton >>"$results/package-dpkg.log" 2>&1 || fail "dpkg -r"
expect "the loader" inactive "$(property "$loader" ActiveState)"
expect "the page" inactive "$(property baton-web@demo.service ActiveState)"
expect "what is left of /usr/lib/baton" "" "$(on find /usr/lib/baton 2>/dev/null || true)"
on test -f /etc/baton/demo.env || fail "settings are gone before a purge"

say "purge"
on dpkg -P baton >>"$results/package-dpkg.log" 2>&1 || fail "dpkg -P"
expect "anything of Baton after a purge" "" "$(files | grep -v ^/run/systemd || true)"
say "passed"
