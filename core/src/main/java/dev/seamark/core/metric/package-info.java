/** The metric signal: series, and points of every kind that OTLP has, exactly as sent. */
@NullMarked
package dev.seamark.core.metric;

import org.jspecify.annotations.NullMarked;
