/** The query service: its start, its configuration and the wiring of its parts. */
@NullMarked
package dev.seamark.query;

import org.jspecify.annotations.NullMarked;
