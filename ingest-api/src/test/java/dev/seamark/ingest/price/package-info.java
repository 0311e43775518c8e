/** Tests of prices over HTTP. */
@NullMarked
package dev.seamark.ingest.price;

import org.jspecify.annotations.NullMarked;
