package dev.baton.deploy;

/** What a process left behind. */
record Finished(int exit, String out, String err, long pid) {}
