/** Request bodies in bounded memory: collecting, inflating, and the budget all requests share. */
@NullMarked
package dev.seamark.ingest.body;

import org.jspecify.annotations.NullMarked;
