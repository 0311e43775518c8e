/** Metrics over HTTP: their endpoints, parameters, cursors and JSON. */
@NullMarked
package dev.seamark.query.metric;

import org.jspecify.annotations.NullMarked;
