/** Tests of logs over HTTP. */
@NullMarked
package dev.seamark.query.log;

import org.jspecify.annotations.NullMarked;
