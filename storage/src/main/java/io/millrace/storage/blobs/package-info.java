/** The object store: one port, one adapter for a directory and one for any S3-compatible server, one contract for both. */
@NullMarked
package io.millrace.storage.blobs;

import org.jspecify.annotations.NullMarked;
