/**
 * Workers between queue and store: gather batches, insert them exactly once, take over what dead
 * workers left.
 */
@NullMarked
package dev.seamark.ingest.worker;

import org.jspecify.annotations.NullMarked;
