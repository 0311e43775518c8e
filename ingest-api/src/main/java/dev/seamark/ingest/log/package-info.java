/** The logs signal: OTLP log records checked and mapped, each rejected alone when it has to be. */
@NullMarked
package dev.seamark.ingest.log;

import org.jspecify.annotations.NullMarked;
