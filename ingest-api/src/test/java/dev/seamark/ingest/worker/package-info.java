/** Tests of the ingest service: worker. */
@NullMarked
package dev.seamark.ingest.worker;

import org.jspecify.annotations.NullMarked;
