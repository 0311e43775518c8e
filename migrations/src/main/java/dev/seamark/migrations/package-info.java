/**
 * The schema: one SQL file per object, applied by Flyway in order, once, under a lock that the
 * caller brings.
 */
@NullMarked
package dev.seamark.migrations;

import org.jspecify.annotations.NullMarked;
