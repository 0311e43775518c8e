/** Tests of the ingest service: span. */
@NullMarked
package dev.seamark.ingest.span;

import org.jspecify.annotations.NullMarked;
