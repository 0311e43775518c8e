/**
 * Caches as decorators of ports: bounded, with one load per key, and useful while a store is away.
 */
@NullMarked
package dev.seamark.cache;

import org.jspecify.annotations.NullMarked;
