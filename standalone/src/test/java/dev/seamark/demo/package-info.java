/** Tests of the demo traffic. */
@NullMarked
package dev.seamark.demo;

import org.jspecify.annotations.NullMarked;
