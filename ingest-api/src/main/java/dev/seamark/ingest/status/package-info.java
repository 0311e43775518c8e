/** What the service says about itself: readiness that is true, and the queue's figures. */
@NullMarked
package dev.seamark.ingest.status;

import org.jspecify.annotations.NullMarked;
