/** Hostile bytes in, small plain pictures out: what is shown of photos, made without trusting anything that they say. */
@NullMarked
package io.millrace.ingest.media.pictures;

import org.jspecify.annotations.NullMarked;
