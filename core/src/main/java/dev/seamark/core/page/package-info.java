/** Pages of sorted lists: where a page begins, what it holds and the signed cursors between. */
@NullMarked
package dev.seamark.core.page;

import org.jspecify.annotations.NullMarked;
