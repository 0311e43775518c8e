/**
 * What every implementation of a storage port has to do, written once: contracts, the in-memory
 * reference that they are compared with, and the data they use.
 */
@NullMarked
package dev.seamark.storage.tests;

import org.jspecify.annotations.NullMarked;
