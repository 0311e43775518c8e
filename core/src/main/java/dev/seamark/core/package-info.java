/**
 * What every module speaks: identifiers, signals, queries and the ports that storage implements.
 */
@NullMarked
package dev.seamark.core;

import org.jspecify.annotations.NullMarked;
