/**
 * The whole product on one machine: starts engine, Redis and both services as child processes,
 * restarts what falls, and answers every route on one port.
 */
@NullMarked
package dev.seamark.standalone;

import org.jspecify.annotations.NullMarked;
