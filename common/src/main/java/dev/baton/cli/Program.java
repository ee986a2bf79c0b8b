package dev.baton.cli;

import java.util.concurrent.Callable;

/**
 * A command that is a program of its own, with picocli's annotations: registered for {@link
 * java.util.ServiceLoader}, so that other commands of the distribution find it and can tell of it.
 */
public interface Program extends Callable<Integer> {}
