/** Prices of models that a workspace sets for itself, over HTTP. */
@NullMarked
package dev.seamark.ingest.price;

import org.jspecify.annotations.NullMarked;
