/**
 * End-to-end tests: the whole stack as {@code ./seamark up} starts it, unmodified clients in front
 * of it, and every field that went in compared with what comes out.
 */
@NullMarked
package dev.seamark.e2e;

import org.jspecify.annotations.NullMarked;
