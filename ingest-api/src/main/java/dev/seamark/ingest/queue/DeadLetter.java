package dev.seamark.ingest.queue;

import java.time.Instant;

/**
 * An envelope that could not be inserted.
 *
 * @param id of the dead letter
 * @param diedAt when it was given up
 * @param queueId it had in the queue
 * @param hash of its content
 * @param bytes of its payload
 * @param error what the store said
 */
public record DeadLetter(
    String id, Instant diedAt, String queueId, String hash, long rows, long bytes, String error) {}
