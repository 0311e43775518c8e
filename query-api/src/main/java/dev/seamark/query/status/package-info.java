/** What the service says about itself: readiness, meters, who asks, and the page for people. */
@NullMarked
package dev.seamark.query.status;

import org.jspecify.annotations.NullMarked;
