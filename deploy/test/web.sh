#!/usr/bin/env bash
# The page of baton web in a real browser: Debian's Chromium, and axe-core from npm for what people with disabilities
# need. Installs both if they are missing. web.sh --pictures takes the pictures of docs/web/ anew.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

axe_version=4.10.3
work=$results/web
mkdir -p "$work"

install_chromium() {
    command -v chromium >/dev/null && return
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >"$work/apt.log" 2>&1 ||
        fail "chromium cannot be installed: $work/apt.log"
}

fetch_axe() {
    export AXE=$work/axe-$axe_version.min.js
    [ ! -s "$AXE" ] || return 0
    if ! command -v npm >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends npm >"$work/npm.log" 2>&1 ||
            fail "npm cannot be installed: $work/npm.log"
    fi
    (cd "$work" && npm pack --silent "axe-core@$axe_version" && tar -xzOf "axe-core-$axe_version.tgz" package/axe.min.js >"$AXE.part") ||
        fail "axe-core $axe_version cannot be fetched with npm"
    mv "$AXE.part" "$AXE"
}

if [ "${1:-}" = --pictures ]; then
    export PICTURES=$root/docs/web
    mkdir -p "$PICTURES"
fi
install_chromium
fetch_axe
say "$(chromium --version 2>/dev/null), axe-core $axe_version"
"$root/bin/baton" --version
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$root/deploy/test/web/page_test.py" || fail "the page is not as it should be"
say "ok: the page shows what status prints, in every state, light and dark, on a screen and on a phone"
