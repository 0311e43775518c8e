/** Tests of the ingest service: otlp. */
@NullMarked
package dev.seamark.ingest.otlp;

import org.jspecify.annotations.NullMarked;
