package dev.baton.processor;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a processor was told, validated once.
 *
 * @param channel the channel's directory
 * @param sink the spec
 * @param plugins where a user's jars are, if anywhere
 * @param name the member's name, or empty for the first that is not borne
 * @param step every how many-th element is delivered
 * @param rate how many elements to take in a second at most
 * @param maxAttempts after how many failed tries a slot is set aside
 * @param stay whether to go on after the end of data
 * @param idle name of the idle strategy
 * @param marks whether to show the seed's marks
 * @param bailOnError whether a failure stops everybody
 */
record ProcessorSettings(
    Path channel,
    String sink,
    Optional<Path> plugins,
    Optional<String> name,
    int step,
    Optional<Long> rate,
    int maxAttempts,
    boolean stay,
    String idle,
    boolean marks,
    boolean bailOnError) {}
