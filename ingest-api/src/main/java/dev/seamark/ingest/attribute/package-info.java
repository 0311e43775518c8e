/** OTLP's attributes mapped to ours, within the limits on their number and size. */
@NullMarked
package dev.seamark.ingest.attribute;

import org.jspecify.annotations.NullMarked;
