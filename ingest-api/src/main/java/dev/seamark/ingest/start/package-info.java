/**
 * What has to be true before requests can be taken: the schema is there, and a key to begin with.
 */
@NullMarked
package dev.seamark.ingest.start;

import org.jspecify.annotations.NullMarked;
