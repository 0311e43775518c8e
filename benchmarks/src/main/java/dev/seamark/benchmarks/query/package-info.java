/** Measures the way out: traces by id and lists of traces through query-api. */
@NullMarked
package dev.seamark.benchmarks.query;

import org.jspecify.annotations.NullMarked;
