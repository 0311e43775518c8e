/**
 * A light reverse proxy: one port in front of the two services, so that a client needs one address
 * for writing and reading.
 */
@NullMarked
package dev.seamark.standalone.gateway;

import org.jspecify.annotations.NullMarked;
