/** Rules for the whole module. */
@NullMarked
package dev.seamark.core;

import org.jspecify.annotations.NullMarked;
