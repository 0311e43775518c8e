/** Pages of lists: where a list goes on, and cursors that belong to their query. */
@NullMarked
package dev.seamark.query.page;

import org.jspecify.annotations.NullMarked;
