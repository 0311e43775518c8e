/** Tests of the client, and what the tests of all packages share. */
@NullMarked
package dev.seamark.storage.clickhouse;

import org.jspecify.annotations.NullMarked;
