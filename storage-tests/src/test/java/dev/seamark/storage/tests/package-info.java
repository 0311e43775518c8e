/** Tests of the in-memory reference: it has to keep the contracts, too. */
@NullMarked
package dev.seamark.storage.tests;

import org.jspecify.annotations.NullMarked;
