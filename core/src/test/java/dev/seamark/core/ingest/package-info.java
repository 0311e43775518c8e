/** Tests of envelopes. */
@NullMarked
package dev.seamark.core.ingest;

import org.jspecify.annotations.NullMarked;
