/**
 * What benchmarks run against: the engine as a child process, spoken to over plain HTTP, and what
 * processes used.
 */
@NullMarked
package dev.seamark.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
