/** Tests of the query service. */
@NullMarked
package dev.seamark.query.openapi;

import org.jspecify.annotations.NullMarked;
