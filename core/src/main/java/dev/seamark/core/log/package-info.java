/** The log signal: records as a client sent them, to the nanosecond. */
@NullMarked
package dev.seamark.core.log;

import org.jspecify.annotations.NullMarked;
