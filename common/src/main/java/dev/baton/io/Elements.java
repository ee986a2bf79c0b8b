package dev.baton.io;

import dev.baton.array.Dtype;

/**
 * The elements that a channel carries.
 *
 * @param dtype the type of each
 * @param rowLength how many make one row; 1 if there are no rows
 */
public record Elements(Dtype dtype, int rowLength) {}
