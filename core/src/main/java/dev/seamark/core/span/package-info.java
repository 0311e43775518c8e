/**
 * The span signal: identifiers, attribute values and spans as a client sent them, to the
 * nanosecond.
 */
@NullMarked
package dev.seamark.core.span;

import org.jspecify.annotations.NullMarked;
