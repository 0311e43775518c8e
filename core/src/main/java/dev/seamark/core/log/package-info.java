/**
 * The log signal: records as a client sent them, to the nanosecond; queries, pages and the port
 * that answers them.
 */
@NullMarked
package dev.seamark.core.log;

import org.jspecify.annotations.NullMarked;
