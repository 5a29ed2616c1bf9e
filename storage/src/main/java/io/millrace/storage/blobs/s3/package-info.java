/** The object store in any S3-compatible server; the only user of the S3 client. */
@NullMarked
package io.millrace.storage.blobs.s3;

import org.jspecify.annotations.NullMarked;
