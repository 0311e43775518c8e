/** Keys and what they belong to, over HTTP. */
@NullMarked
package dev.seamark.query.workspace;

import org.jspecify.annotations.NullMarked;
