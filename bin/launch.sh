# What the three commands beside this file share: find Java and the jars, build them first in a clone, start Java.
# Sourced, with $self the command's own resolved path.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # Variables cross files.

command=${self##*/}
home=${self%/*/*}

# Bounded memory beyond the 64 MiB heap: two compiler threads and 48 MiB of code whatever the machine has.
# The performance counters stay out of the file in /tmp whose write-back can stall a hand-off.
# After an OutOfMemoryError nothing can be trusted: exit (code 3) and let the lock file tell the others.
service_flags="-XX:CICompilerCount=2 -XX:ReservedCodeCacheSize=48m -XX:+PerfDisableSharedMem -XX:+ExitOnOutOfMemoryError"

say() {
    printf '%s: %s\n' "$command" "$*" >&2
}

fail() {
    code=$1
    shift
    say "$*"
    exit "$code"
}

# Sets $java, $java_version and $java_build, from the release file beside Java where there is one: no start of a JVM.
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail 78 "JAVA_HOME is $JAVA_HOME, but there is no $java to run"
    else
        java=$(command -v java) || fail 78 "no Java found: install Java 17 or newer, or set JAVA_HOME"
    fi
    java=$(readlink -f -- "$java")
    java_version='' java_build=''
    if [ -r "${java%/bin/java}/release" ]; then
        while IFS='="' read -r key quoted value _; do
            case $key in
                JAVA_VERSION) java_version=${value:-$quoted} ;;
                JAVA_RUNTIME_VERSION) java_build=${value:-$quoted} ;;
            esac
        done <"${java%/bin/java}/release"
    fi
    if [ -z "$java_version" ]; then
        java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    fi
    java_major=${java_version%%[!0-9]*}
    [ "${java_major:-0}" -ge 17 ] ||
        fail 78 "Java 17 or newer is needed, but $java is ${java_version:-of an unknown version}; set JAVA_HOME to a newer one"
}

# Sets what every JVM of Baton gets; $home is the distribution by now. What Java has to say about the archive is off:
# a missing or stale one costs time, and nothing else.
set_flags() {
    common_flags="-XX:+UseSerialGC -Xmx64m -Dfile.encoding=UTF-8 -Xshare:auto -Xlog:cds*=off"
    flags_24=''
    if [ "$java_major" -ge 24 ]; then
        common_flags="$common_flags -Xlog:aot*=off"
        flags_24=@$home/bin/java-flags-24
    fi
    archive=$home/lib/cds/${java_build:-$java_version}.jsa
    native=''
    for jar in "$home"/lib/jna-*.jar; do
        native=$home/lib/native/${jar##*/}
    done
    [ -f "$native/libjnidispatch.so" ] || native=
}

# In a clone: the distribution stands in deploy/target; it is built when missing or older than the sources.
use_distribution_of_clone() {
    version=$(sed -n '/<artifactId>baton</{n;s/.*<version>\(.*\)<.*/\1/p;}' "$home/pom.xml")
    clone=$home
    home=$clone/deploy/target/baton-$version
    is_current || build
}

# The tar.gz is what a build writes last. Directories count too: a file that went away leaves its trace there.
# bench, fuzz and jcstress are not in it.
is_current() {
    [ -f "$home.tar.gz" ] && [ -f "$home/lib/baton.jar" ] &&
        [ -z "$(cd "$clone" && find pom.xml .mvn bin \
            ./[!bfj]*/pom.xml ./[!bfj]*/src/main deploy/src/build deploy/src/man -newer "$home.tar.gz" -print -quit)" ]
}

# One build at a time. Maven inherits the lock, so that it holds when this shell is killed and Maven is not.
build() {
    exec 9<"$clone/pom.xml"
    if ! flock --nonblock 9; then
        say "waiting for another build in $clone"
        flock 9
        is_current && exec 9<&- && return
    fi
    command -v mvn >/dev/null || fail 69 "the distribution has to be built first, and that needs Maven (mvn), which is not on the PATH"
    [ -x "${java%/*}/javac" ] || fail 69 "the distribution has to be built first, and that needs a JDK; $java is a runtime only"
    mkdir -p "$clone/target" || fail 73 "cannot write to $clone/target, where the distribution has to be built"
    log=$clone/target/build.log
    say "building the distribution first; Maven's output goes to $log"
    started=$clone/target/build.started
    : >"$started"
    (cd "$clone" && JAVA_HOME=${java%/bin/java} mvn -B -ntp -Dmaven.test.skip=true package -pl deploy -am) >"$log" 2>&1 </dev/null ||
        fail 70 "the build failed: $(grep -m 1 "^.ERROR. Failed" "$log" || echo "no word from Maven why"); all of it is in $log"
    # What was edited while Maven ran is newer than this build.
    touch -r "$started" "$home.tar.gz"
    exec 9<&-
}

# launch MAIN FLAGS ARGUMENT...
launch() {
    main=$1
    command_flags=$2
    shift 2
    find_java
    [ -d "$home/lib" ] || use_distribution_of_clone
    set_flags
    # More than one allocation arena per core is memory that nobody gets back.
    export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
    # File names are read in the locale's encoding; systemd and containers set none.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
        C | POSIX) export LC_ALL=C.UTF-8 ;;
    esac
    [ -f "$archive" ] || archive=
    # shellcheck disable=SC2086 # Flags are words.
    exec "$java" "@$home/bin/java-flags" ${flags_24:+"$flags_24"} $common_flags $command_flags \
        ${archive:+"-XX:SharedArchiveFile=$archive"} ${native:+-Djna.nounpack=true "-Djna.boot.library.path=$native"} \
        ${BATON_JAVA_OPTS:-} "-Dbaton.home=$home" -cp "$home/lib/baton.jar" "$main" "$@"
}
