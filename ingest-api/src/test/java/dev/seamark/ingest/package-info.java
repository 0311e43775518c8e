/** Tests of the ingest service as a whole. */
@NullMarked
package dev.seamark.ingest;

import org.jspecify.annotations.NullMarked;
