/** Tests of the stack and its parts. */
@NullMarked
package dev.seamark.standalone;

import org.jspecify.annotations.NullMarked;
