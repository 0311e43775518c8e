/** OTLP over HTTP: decoding of both encodings, answers as the specification wants them. */
@NullMarked
package dev.seamark.ingest.otlp;

import org.jspecify.annotations.NullMarked;
