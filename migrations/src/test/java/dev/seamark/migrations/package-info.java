/** Tests of the schema and its runner. */
@NullMarked
package dev.seamark.migrations;

import org.jspecify.annotations.NullMarked;
