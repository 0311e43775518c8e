/** The ingest service: protocols in, a durable queue, workers that insert into the store. */
@NullMarked
package dev.seamark.ingest;

import org.jspecify.annotations.NullMarked;
