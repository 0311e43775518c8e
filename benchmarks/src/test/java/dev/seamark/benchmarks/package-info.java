/** Tests of what is around the benchmarks: options, tables and percentiles. */
@NullMarked
package dev.seamark.benchmarks;

import org.jspecify.annotations.NullMarked;
