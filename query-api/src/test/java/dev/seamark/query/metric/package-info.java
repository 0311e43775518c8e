/** Tests of metrics over HTTP. */
@NullMarked
package dev.seamark.query.metric;

import org.jspecify.annotations.NullMarked;
