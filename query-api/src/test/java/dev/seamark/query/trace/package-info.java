/** Tests of the query service. */
@NullMarked
package dev.seamark.query.trace;

import org.jspecify.annotations.NullMarked;
