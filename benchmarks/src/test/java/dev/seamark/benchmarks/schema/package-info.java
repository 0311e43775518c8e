/** Tests that the schema's candidates can be created. */
@NullMarked
package dev.seamark.benchmarks.schema;

import org.jspecify.annotations.NullMarked;
