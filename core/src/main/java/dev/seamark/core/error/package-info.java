/** One catalogue of failures: every error a caller can meet has a code and a class. */
@NullMarked
package dev.seamark.core.error;

import org.jspecify.annotations.NullMarked;
