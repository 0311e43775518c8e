/**
 * The real ClickHouse engine and a real Redis as child processes of this JVM: started on a folder,
 * stopped with their parent, whatever ends it.
 */
@NullMarked
package dev.seamark.embedded;

import org.jspecify.annotations.NullMarked;
