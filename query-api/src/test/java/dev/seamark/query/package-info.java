/** Tests of the query service. */
@NullMarked
package dev.seamark.query;

import org.jspecify.annotations.NullMarked;
