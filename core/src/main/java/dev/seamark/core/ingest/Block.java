package dev.seamark.core.ingest;

/**
 * Rows of one table, encoded for the store and compressed. Blocks of one table can be concatenated.
 * The array is owned by the block: nobody changes it.
 *
 * @param rows number of rows in the body
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Block(Table table, int rows, byte[] body) {}
