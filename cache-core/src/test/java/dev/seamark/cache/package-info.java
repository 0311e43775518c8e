/** Tests of the caches, on a clock that tests move. */
@NullMarked
package dev.seamark.cache;

import org.jspecify.annotations.NullMarked;
