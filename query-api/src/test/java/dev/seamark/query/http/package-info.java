/** Tests of the query service. */
@NullMarked
package dev.seamark.query.http;

import org.jspecify.annotations.NullMarked;
