/**
 * JUnit extensions: one engine and one Redis shared by every test class of a JVM, or one of its own
 * for a class that kills them.
 */
@NullMarked
package dev.seamark.embedded.junit;

import org.jspecify.annotations.NullMarked;
