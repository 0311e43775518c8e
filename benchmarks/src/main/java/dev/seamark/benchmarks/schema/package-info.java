/** Compares candidates for the schema: sort keys, layouts of attributes, indexes, views. */
@NullMarked
package dev.seamark.benchmarks.schema;

import org.jspecify.annotations.NullMarked;
