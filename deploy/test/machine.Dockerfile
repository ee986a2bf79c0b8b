# A Debian whose process 1 is systemd, with a Java runtime: the machine that services are tried on.
FROM debian:bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends systemd systemd-sysv dbus procps openjdk-17-jre-headless ca-certificates \
    && rm -rf /var/lib/apt/lists/*
