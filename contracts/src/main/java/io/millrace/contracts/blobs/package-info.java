/** References to bytes that are too large for the log: events carry these, the object store carries the bytes. */
@NullMarked
package io.millrace.contracts.blobs;

import org.jspecify.annotations.NullMarked;
