/** Tests of what OTLP's signals have in common as JSON. */
@NullMarked
package dev.seamark.query.otlp;

import org.jspecify.annotations.NullMarked;
