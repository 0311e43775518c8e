/** Tests of the metrics signal. */
@NullMarked
package dev.seamark.ingest.metric;

import org.jspecify.annotations.NullMarked;
