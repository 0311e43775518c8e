/** Logs over HTTP: their endpoint, parameters, cursors and JSON. */
@NullMarked
package dev.seamark.query.log;

import org.jspecify.annotations.NullMarked;
