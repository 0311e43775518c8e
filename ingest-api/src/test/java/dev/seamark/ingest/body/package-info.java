/** Tests of the ingest service: body. */
@NullMarked
package dev.seamark.ingest.body;

import org.jspecify.annotations.NullMarked;
