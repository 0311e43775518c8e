/** Tests of the gateway against services that are played. */
@NullMarked
package dev.seamark.standalone.gateway;

import org.jspecify.annotations.NullMarked;
