package dev.baton.loader;

import dev.baton.array.Dtype;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a loader was told, validated once.
 *
 * @param channel the channel's directory
 * @param sources the specs, at least one
 * @param plugins where a user's jars are, if anywhere
 * @param slots slots of a channel that has to be made; if given, an existing one must have as many
 * @param slotLength elements of a slot, likewise
 * @param dtype type of the elements, likewise
 * @param rowLength elements of a row, likewise
 * @param group whether a channel that has to be made is its group's too; if so, an existing one
 *     must be
 * @param name the member's name, or empty for the first that is not borne
 * @param again whether a job that this name had ended is done again
 * @param passes how many slots' worth of values to publish at most
 * @param elements how many values to publish at most
 * @param seconds after how long the data counts as ended
 * @param rate how many elements to fill in a second at most
 * @param lingerNanos how long what is in a part-filled slot waits for more
 * @param step every how many-th element gets a value
 * @param threads how many fill slots at the same time
 * @param idle name of the idle strategy
 * @param marks whether to show the seed's marks
 * @param checksum whether slots are published with a checksum
 * @param bailOnError whether a failure stops everybody
 */
record LoaderSettings(
    Path channel,
    List<String> sources,
    Optional<Path> plugins,
    Optional<Integer> slots,
    Optional<Long> slotLength,
    Optional<Dtype> dtype,
    Optional<Integer> rowLength,
    boolean group,
    Optional<String> name,
    boolean again,
    Optional<Long> passes,
    Optional<Long> elements,
    Optional<Double> seconds,
    Optional<Long> rate,
    long lingerNanos,
    int step,
    int threads,
    String idle,
    boolean marks,
    boolean checksum,
    boolean bailOnError) {}
