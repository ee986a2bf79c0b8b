package dev.baton.logging;

import java.nio.file.Path;

/**
 * A log file that is renamed when it is full, so that {@code tail -F} follows.
 *
 * @param path the file; older ones stand beside it as {@code PATH.2026-11-22.0}
 * @param maxBytes size at which it is renamed
 * @param maxDays age at which an old one is removed
 * @param maxTotalBytes size of all old ones together at which the oldest is removed
 */
public record LogFile(Path path, long maxBytes, int maxDays, long maxTotalBytes) {}
