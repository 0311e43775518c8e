/**
 * Measures the product: {@code ./seamark bench NAME} runs one benchmark against a real engine and
 * prints a table.
 */
@NullMarked
package dev.seamark.benchmarks;

import org.jspecify.annotations.NullMarked;
