/** The traces signal: OTLP spans checked and mapped, each rejected alone when it has to be. */
@NullMarked
package dev.seamark.ingest.span;

import org.jspecify.annotations.NullMarked;
