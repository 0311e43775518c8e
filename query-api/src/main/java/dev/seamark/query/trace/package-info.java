/** Traces over HTTP: their endpoints, parameters, cursors and JSON. */
@NullMarked
package dev.seamark.query.trace;

import org.jspecify.annotations.NullMarked;
