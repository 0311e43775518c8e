/** Tests of the logs signal. */
@NullMarked
package dev.seamark.ingest.log;

import org.jspecify.annotations.NullMarked;
